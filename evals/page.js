"use strict";
// Everything in `data` is somebody else's text. It becomes text nodes, never markup.
const { questions, articles } = JSON.parse(document.getElementById("data").textContent);
const rows = [...document.querySelectorAll("#list > details")];
const form = document.getElementById("filters");
const OPENING = 80; // characters shown of a passage that was found
const NEIGHBOURS = 1; // paragraphs shown around one that holds a mark

function make(name, props, ...children) {
  const element = Object.assign(document.createElement(name), props);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Offsets count characters (code points), and JavaScript's own count halves of some of them.
const HALVES = /[\ud800-\udfff]/;
const size = (text) => (HALVES.test(text) ? Array.from(text).length : text.length);
function slicer(text) {
  if (!HALVES.test(text)) return (start, end) => text.slice(start, end);
  const characters = Array.from(text);
  return (start, end) => characters.slice(start, end).join("");
}
const sliced = new Map();
function textOf(place, start, end) {
  if (!sliced.has(place)) sliced.set(place, slicer(articles[place].text));
  return sliced.get(place)(start, end);
}
const quote = (slice) => slice.quote ?? textOf(slice.article, slice.start, slice.end);
const overlap = (a, b) => a.article === b.article && a.start < b.end && b.start < a.end;
const within = (a, b) => a.article === b.article && b.start <= a.start && a.end <= b.end;
const label = (article) => article.title || `article ${article.id}`;
const listed = (facts) => facts.filter((fact) => fact !== null && fact !== undefined && fact !== "").join(" · ");

// What a question's slices are, by kind, each with the words that label it in the article.
function spansOf(question) {
  const { gold, answer } = question;
  return [
    ...answer.citations.map((slice) => ({ ...slice, kind: "cited", label: `[${slice.n}]` })),
    ...answer.closest.map((slice) => ({ ...slice, kind: "closest", label: `closest ${slice.n}` })),
    ...gold.evidence.flatMap((piece, i) => piece.map((slice, j) => ({ ...slice, kind: "gold", label: j ? `gold ${i + 1}, or` : `gold ${i + 1}` }))),
    ...gold.forbidden.map((slice) => ({ ...slice, kind: "forbidden", label: "forbidden" })),
  ];
}

function marked(place, start, end, spans, anchors) {
  const inside = spans.filter((span) => span.start < end && start < span.end);
  const edges = new Set([start, end, ...inside.flatMap((span) => [span.start, span.end]).filter((edge) => start < edge && edge < end)]);
  const cuts = [...edges].sort((a, b) => a - b);
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i];
    const here = inside.filter((span) => span.start <= from && to <= span.end);
    const part = textOf(place, from, to);
    if (!here.length || !part.trim()) return part;
    const begun = here.filter((span) => span.start === from || (from === start && span.start < start));
    const tags = begun.map((span) => make("span", { className: `tag ${span.kind}` }, span.start === from ? span.label : `${span.label} …`));
    const mark = make("mark", { className: [...new Set(here.map((span) => span.kind))].join(" "), tabIndex: -1 }, tags, part);
    for (const span of begun) if (span.n && !anchors.has(span.n)) anchors.set(span.n, mark);
    return mark;
  });
}

function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + size(line);
    if (line.trim()) found.push({ start, end });
    start = end + 1;
  }
  return found;
}

function articleView(place, spans, anchors) {
  const article = articles[place];
  const own = spans.filter((span) => span.article === place);
  const parts = paragraphs(article.text);
  const held = parts.map((part) => own.some((span) => span.start < part.end && part.start < span.end));
  const shown = parts.map((_, i) => held.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).includes(true));
  const paragraph = (part) => make("p", {}, marked(place, part.start, part.end, own, anchors));
  const body = [];
  for (let i = 0; i < parts.length; ) {
    let next = i + 1;
    if (shown[i]) body.push(paragraph(parts[i]));
    else {
      while (next < parts.length && !shown[next]) next += 1;
      body.push(next === i + 1 ? paragraph(parts[i]) : folded(parts.slice(i, next), paragraph));
    }
    i = next;
  }
  const facts = [article.source, article.author, article.published, `${article.id}, version ${article.version}`];
  const source = make("p", { className: "source" }, listed(facts));
  if (/^https?:\/\//i.test(article.url ?? "")) source.append(" · ", make("a", { href: article.url, rel: "noreferrer" }, "original"));
  return make("article", {}, make("h4", {}, label(article)), source, body);
}

function folded(parts, paragraph) {
  const button = make("button", { type: "button" }, `${parts.length} more paragraphs`);
  button.addEventListener("click", () => {
    const unfolded = parts.map(paragraph);
    unfolded[0].tabIndex = -1;
    button.replaceWith(...unfolded);
    unfolded[0].focus();
  });
  return button;
}

function legend(spans) {
  const overlaps = (a, b) => spans.some((one) => one.kind === a && spans.some((other) => other.kind === b && overlap(one, other)));
  const has = (kind) => spans.some((span) => span.kind === kind);
  const entries = [
    ["gold", "gold", has("gold"), "evidence, not cited"],
    ["cited", "cited", has("cited"), "no evidence"],
    ["gold cited", "gold and cited", overlaps("gold", "cited"), ""],
    ["forbidden", "forbidden", has("forbidden"), "wrong to cite"],
    ["forbidden cited", "forbidden and cited", overlaps("forbidden", "cited"), ""],
    ["closest", "closest", has("closest"), "shown as no answer"],
  ];
  const items = entries.filter(([, , present]) => present).map(([kind, name, , says]) => make("li", {}, make("mark", { className: kind }, name), says ? ` ${says}` : ""));
  const list = make("ul", { className: "legend" }, items);
  list.setAttribute("aria-label", "Legend");
  return list;
}

function answerText(answer, anchors) {
  return answer.text.split(/(\[\d+\])/).map((part, i) => {
    const n = Number(part.slice(1, -1));
    if (i % 2 === 0 || !answer.citations.some((citation) => citation.n === n)) return part;
    const button = make("button", { type: "button", className: "cite" }, part);
    button.setAttribute("aria-label", `Citation ${n} in its article`);
    button.addEventListener("click", () => {
      anchors.get(n)?.scrollIntoView({ block: "center" });
      anchors.get(n)?.focus({ preventScroll: true });
    });
    return button;
  });
}

const titled = (title, ...content) => (content.flat().filter(Boolean).length ? [make("h3", {}, title), ...content.flat()] : []);
const fact = (text) => (text ? make("p", { className: "fact" }, text) : null);

function slices(list, question) {
  return list.map((slice) => {
    const full = question.answer.citations.filter((citation) => within(slice, citation));
    const partly = question.answer.citations.filter((citation) => overlap(slice, citation));
    const where = (full.length ? full : partly).map((citation) => `[${citation.n}]`).join(" ");
    return [`“${quote(slice)}” `, make("span", { className: "fact" }, full.length ? `cited in ${where}` : partly.length ? `in part in ${where}` : "not cited")];
  });
}

// The first words of a passage whose article is at hand.
function opening(hit) {
  if (articles[hit.article].text === null) return "";
  const words = textOf(hit.article, hit.start, Math.min(hit.end, hit.start + OPENING)).trim();
  return `${words}${hit.end > hit.start + OPENING ? "…" : ""} `;
}

function account(question, anchors) {
  const { gold, answer, history } = question;
  const removed = answer.removed.map((sentence) => make("li", {}, `${sentence.text} `, make("span", { className: "fact" }, sentence.why)));
  const evidence = gold.evidence.map((piece) => make("li", {}, slices(piece, question).flatMap((parts, i) => (i ? [make("br"), make("span", { className: "fact" }, "or "), ...parts] : parts))));
  const forbidden = slices(gold.forbidden, question).map((parts) => make("li", {}, parts));
  const named = answer.citations.filter((citation) => citation.speaker).map((citation) => `[${citation.n}] ${listed([citation.speaker, citation.kind, citation.said_on])}`);
  const inexact = [...answer.citations, ...answer.closest].filter((citation) => citation.quote !== undefined);
  const wanted = question.unanswerable
    ? "The articles don’t say: it should refuse."
    : listed([gold.answers.length ? gold.answers.join(" / ") : null, gold.speaker ? `said by ${gold.speaker}` : null, gold.said_on ? `on ${gold.said_on}` : null]);
  return make(
    "div",
    { className: "account" },
    titled("Asked before", history.map((earlier) => make("p", {}, earlier))),
    titled("Answer", [
      make("p", {}, answerText(answer, anchors)),
      fact(listed([answer.short ? `in short: ${answer.short}` : null, `confidence ${answer.confidence.toFixed(2)}`, answer.answerer])),
      ...named.map(fact),
      ...inexact.map((citation) => make("p", { className: "alarm" }, `[${citation.n}] is not what stands at these characters: “${citation.quote}”`)),
    ]),
    titled("Removed from the answer", removed.length ? make("ul", {}, removed) : []),
    titled("Gold", [wanted ? make("p", {}, wanted) : null, evidence.length ? make("ol", {}, evidence) : null].filter(Boolean)),
    titled("Forbidden", forbidden.length ? make("ul", {}, forbidden) : []),
  );
}

function workings({ gold, measures, hits, tags }) {
  const ranked = hits.map((hit) => {
    const pieces = gold.evidence.map((piece, i) => (piece.some((slice) => overlap(slice, hit)) ? i + 1 : 0)).filter(Boolean);
    const holds = pieces.length ? `, touches gold ${pieces.join(", ")}` : "";
    const where = `${label(articles[hit.article])}, characters ${hit.start}–${hit.end}, ${hit.score.toFixed(3)}${holds}`;
    return make("li", {}, opening(hit), make("span", { className: "fact" }, where));
  });
  const figures = Object.entries(measures).filter(([, value]) => value !== null);
  return make(
    "div",
    { className: "account" },
    titled("Measures", make("dl", { className: "measures" }, figures.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value.toFixed(3)))))),
    titled("Passages found", ranked.length ? make("ol", {}, ranked) : []),
    tags.length ? fact(`tags: ${tags.join(", ")}`) : null,
  );
}

function unfold(row, question) {
  const anchors = new Map(); // a citation's number: its first mark
  const spans = spansOf(question);
  const order = [...new Set([...question.answer.citations, ...question.gold.evidence.flat(), ...question.gold.forbidden, ...question.answer.closest].map((slice) => slice.article))];
  const views = order.map((place) => articleView(place, spans, anchors));
  row.append(make("div", { className: "unfolded" }, account(question, anchors), make("div", { className: "articles" }, spans.length ? legend(spans) : null, views), workings(question)));
}

const address = (question) => new URLSearchParams({ suite: question.suite, question: question.id }).toString();
rows.forEach((row, i) => {
  row.addEventListener("toggle", () => {
    if (!row.open) return;
    if (!row.querySelector(".unfolded")) unfold(row, questions[i]);
    history.replaceState(null, "", `#${address(questions[i])}`);
  });
});
function openAddressed() {
  const i = questions.findIndex((question) => address(question) === location.hash.slice(1));
  if (i < 0) return;
  form.reset();
  filter();
  rows[i].open = true;
  rows[i].scrollIntoView();
}

const haystacks = questions.map((question) =>
  [question.id, question.question, ...question.history, question.answer.text, question.answer.short ?? "", ...question.gold.answers, question.gold.speaker ?? "", ...question.tags].join("\n").toLowerCase(),
);
function filter() {
  const suite = document.getElementById("suite").value;
  const tag = document.getElementById("tag").value;
  const verdict = form.elements.verdict.value;
  const words = document.getElementById("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  rows.forEach((row, i) => {
    const question = questions[i];
    const fits =
      (!suite || question.suite === suite) && (!tag || question.tags.includes(tag)) && (!verdict || question.verdict === verdict) && words.every((word) => haystacks[i].includes(word));
    row.hidden = !fits;
    left += fits;
  });
  document.getElementById("count").textContent = left === rows.length ? `${left} questions` : `${left} of ${rows.length} questions`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
for (const section of document.querySelectorAll("main > section")) {
  for (const button of section.querySelectorAll(".tags button")) {
    button.addEventListener("click", () => {
      form.reset();
      document.getElementById("suite").value = section.querySelector("h2").textContent;
      document.getElementById("tag").value = button.textContent;
      filter();
      document.getElementById("questions").scrollIntoView();
      form.elements.verdict[0].focus({ preventScroll: true });
    });
  }
}
addEventListener("hashchange", openAddressed);
filter();
openAddressed();

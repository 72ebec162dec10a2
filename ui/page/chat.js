// The pane beside the chat. It runs once, when Gradio has made the pane: `element` is the pane, `server` calls Python.
//
// Links carry what they open in their fragment, since the chat's sanitizer leaves those alone:
//   #/article/ID/VERSION/START-END/N   that version of the article, at that slice
//   #/ask/QUESTION                     asks the question
const NARROW = window.matchMedia("(max-width: 900px)");
const ARTICLE = "#/article/";
const ADDRESS = /^#\/article\/(?:[^/%]|%[\da-f]{2})+\/\d+\/\d+-\d+\/\d+$/i;
const bar = `<div class="bar">
  <div class="steps">
    <button type="button" class="previous">Previous</button>
    <span class="which"></span>
    <button type="button" class="next">Next</button>
    <button type="button" class="close">Close</button>
  </div>
  <div class="about"><p class="facts"></p><a role="button" class="copy" href="#">copy link</a></div>
</div>`;
let opener = null; // the number that was clicked, to which the keyboard's focus returns
let numbers = []; // the numbers of its answer, in order
let asked = 0; // counts what is fetched, so that what comes late is left aside
let entered = false; // whether the pane has an entry in the browser's history, so that going back closes it

const told = document.createElement("p"); // read out by screen readers
told.className = "unseen";
told.setAttribute("role", "status");
document.body.append(told);

const href = (link) => link.getAttribute("href");
const parts = (link) => href(link).slice(2).split("/").map(decoded);
const decoded = (text) => {
  try { return decodeURIComponent(text); } catch { return text; }
};

function slice(link) {
  const [, id, version, range, n] = parts(link);
  const [start, end] = range.split("-").map(Number);
  return { id, version: Number(version), start, end, n: Number(n) };
}

const answerOf = (link) => link.closest(".answer, .abstention");

// The numbers of the answer that a link stands in, each slice once.
function numbersBeside(link) {
  const links = [...(answerOf(link) ?? link.parentElement ?? link).querySelectorAll(`a[href^="${ARTICLE}"]`)];
  const seen = new Set();
  const found = links.filter((each) => !seen.has(href(each)) && seen.add(href(each)));
  return found.length ? found : [link];
}

// Who speaks, how and when, as the citation's card has it.
function factsOf(link) {
  const card = [...(answerOf(link)?.querySelectorAll(".card") ?? [])].find((each) => href(each.querySelector("a")) === href(link));
  return card?.querySelector(".facts").textContent ?? "";
}

async function fetched(at) {
  const slices = numbers.map(slice).filter((each) => each.id === at.id && each.version === at.version);
  try {
    const html = await server.read({
      id: at.id,
      version: at.version,
      slices: slices.map((each) => [each.n, each.start, each.end]),
      active: at.n,
    });
    if (typeof html === "string") return html; // where the server fails, Gradio says so in the console alone
  } catch {} // and where it isn't reached, it may throw
  return '<p class="gone" role="alert">The article can’t be fetched: the server doesn’t answer. Is it still running? Start it again, then press the number once more.</p>';
}

async function read(link) {
  const turn = ++asked;
  const i = numbers.findIndex((each) => href(each) === href(link));
  if (!element.querySelector(".leaf")) element.innerHTML = `${bar}<div class="leaf" tabindex="0" role="region" aria-label="The whole article"><p class="waiting">Opening the article …</p></div>`;
  document.body.classList.add("reading-open");
  modal();
  const leaf = element.querySelector(".leaf");
  const go = (step) => () => { history.replaceState(null, "", href(numbers[i + step])); read(numbers[i + step]); };
  const facts = element.querySelector(".bar .facts");
  element.querySelector(".which").textContent = numbers.length > 1 ? `${i + 1} of ${numbers.length}` : "";
  element.querySelector(".bar .copy").setAttribute("href", href(link));
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    const button = element.querySelector(`.${name}`);
    button.hidden = numbers.length < 2;
    button.setAttribute("aria-disabled", String(!numbers[i + step])); // not `disabled`, which would throw the keyboard's focus away
    button.onclick = numbers[i + step] ? go(step) : null;
  }
  element.querySelector(".close").onclick = close;
  facts.textContent = factsOf(link);
  for (const each of document.querySelectorAll("a.current")) each.classList.remove("current");
  for (const each of document.querySelectorAll(`a[href^="${ARTICLE}"]:not(.copy)`)) each.classList.toggle("current", href(each) === href(link) && answerOf(each) === answerOf(link));
  if (!element.contains(document.activeElement)) leaf.focus({ preventScroll: true });
  const html = await fetched(slice(link));
  if (turn !== asked) return;
  leaf.innerHTML = html;
  const mark = leaf.querySelector("mark.active");
  if (mark) mark.scrollIntoView({ block: mark.getBoundingClientRect().height < leaf.clientHeight / 2 ? "center" : "start" });
  else leaf.scrollTop = 0;
  told.textContent = [element.querySelector(".which").textContent, facts.textContent, leaf.querySelector("h2")?.textContent].filter(Boolean).join(". ");
}

function shut() {
  if (!document.body.classList.contains("reading-open")) return;
  asked++;
  document.body.classList.remove("reading-open");
  modal();
  for (const each of document.querySelectorAll("a.current")) each.classList.remove("current");
  element.innerHTML = "";
  const back = opener?.isConnected ? opener : document.querySelector("#question textarea");
  back?.focus({ preventScroll: true });
  back?.scrollIntoView({ block: "nearest" });
  opener = null;
}

function close() {
  if (entered) history.back(); // which shuts it
  else {
    history.replaceState(null, "", location.pathname + location.search);
    shut();
  }
}

// On a narrow screen the article lies over the page, and all else is out of reach.
function modal() {
  const over = NARROW.matches && document.body.classList.contains("reading-open");
  element.setAttribute("role", over ? "dialog" : "complementary");
  element.toggleAttribute("aria-modal", over);
  if (over) element.setAttribute("aria-modal", "true");
  for (const each of document.querySelectorAll("#masthead, #tabs > .tab-wrapper, #conversation")) each.inert = over;
}
element.setAttribute("aria-label", "Article");
modal();
NARROW.addEventListener("change", modal);

// As if it had been typed: the box is Svelte's, which listens for input.
function type(box, text) {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function ask(question) {
  const box = document.querySelector("#question textarea");
  if (!box || box.disabled) return; // at work on another one
  document.querySelector('#tabs [role="tab"][data-tab-id="ask"]')?.click();
  type(box, question);
  requestAnimationFrame(() => document.querySelector("#question button.submit-button")?.click());
}

function open(link) {
  opener = link.isConnected ? link : null;
  numbers = numbersBeside(link);
  read(link);
}

function follow(link) {
  if (href(link).startsWith(ARTICLE)) {
    if (!document.body.classList.contains("reading-open")) {
      history.pushState(null, "", href(link)); // so that the address can be handed on
      entered = true;
    } else history.replaceState(null, "", href(link));
    open(link);
  } else if (href(link).startsWith("#/ask/")) ask(parts(link)[1]);
}

// An address that was handed on opens its article; going back closes it.
function arrive() {
  entered = false;
  if (!ADDRESS.test(location.hash)) return shut();
  const here = [...document.querySelectorAll(`#chat a[href^="${ARTICLE}"]:not(.copy)`)].find((each) => href(each) === location.hash);
  const link = here ?? document.createElement("a");
  link.setAttribute("href", location.hash);
  open(link);
}
window.addEventListener("popstate", arrive);
if (location.hash.startsWith(ARTICLE)) arrive();

function copy(text, link) {
  navigator.clipboard.writeText(text).then(() => {
    told.textContent = "Copied";
    link.classList.add("copied");
    setTimeout(() => link.classList.remove("copied"), 2000);
  }, () => { told.textContent = "The browser doesn’t let this page copy."; });
}

function press(link, event) {
  event.preventDefault();
  if (link.matches(".copy")) copy(new URL(href(link), location.href).href, link);
  else follow(link);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#/"]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) press(link, event);
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: ".previous", ArrowRight: ".next" }[event.key];
  if (step && element.contains(event.target) && !event.altKey && !event.ctrlKey && !event.metaKey) element.querySelector(step)?.click();
  else if (event.key === "Escape" && document.body.classList.contains("reading-open")) close();
  else if (event.key === " " && event.target.matches?.('a[role="button"]')) press(event.target, event);
  else if ((event.key === "Enter" || event.key === " ") && event.target.matches?.("#conversation .tr-body")) {
    event.preventDefault();
    event.target.click();
  }
});

// A message as text: its numbers in brackets, its cards unfolded.
function textOf(message) {
  const copied = message.cloneNode(true);
  for (const each of copied.querySelectorAll(".unseen, .copy")) each.remove();
  for (const each of copied.querySelectorAll("a.mark")) each.replaceWith(`[${each.textContent}]`);
  for (const each of copied.querySelectorAll("details")) each.open = true;
  copied.className = "off-page";
  document.body.append(copied);
  const text = copied.innerText.replaceAll("\u00a0", " ").replace(/\n{3,}/g, "\n\n").trim();
  copied.remove();
  return text;
}

// Gradio's own button would copy the message's markup.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.('#chat button[aria-label="Copy message"]');
  const content = button?.closest(".message-row")?.querySelector(".message-content");
  if (!content) return;
  event.stopPropagation();
  copy(textOf(content), button);
}, true);

// Where there is little room, the conversations before this one are unfolded by a button, and folded by a choice.
document.addEventListener("click", (event) => {
  const button = document.querySelector("#earlier button");
  if (!button) return;
  const open = Boolean(event.target.closest?.("#earlier button")) && button.getAttribute("aria-expanded") !== "true";
  if (event.target.closest?.("#earlier button, .tr-body, #conversation button.primary")) {
    button.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("earlier-open", open);
  }
});

// When the server stops, Gradio lets nothing be asked, and loads the page anew when it is back. What was being asked is kept till then.
const LOST = "Connection to the server was lost";
const KEPT = "onrecord: asked while the server was away";
function lose() {
  if (document.body.classList.contains("lost")) return;
  document.body.classList.add("lost");
  const unanswered = document.querySelector("#chat .unfinished") && [...document.querySelectorAll("#chat .user-row .message-content")].at(-1)?.innerText;
  const keep = () => sessionStorage.setItem(KEPT, document.querySelector("#question textarea").value || unanswered || "");
  keep();
  document.addEventListener("input", keep);
  const notice = document.createElement("div");
  notice.id = "lost";
  notice.setAttribute("role", "alert");
  notice.innerHTML = "<p><strong>The server doesn’t answer.</strong> Start it again, and this page comes back by itself, with your conversations and what you were asking.</p><button type=\"button\">Load the page again</button>";
  notice.querySelector("button").onclick = () => location.reload();
  document.body.append(notice);
}
const kept = sessionStorage.getItem(KEPT);
sessionStorage.removeItem(KEPT);
if (kept) {
  const wait = setInterval(() => {
    const box = document.querySelector("#question textarea");
    if (!box) return;
    clearInterval(wait);
    type(box, kept);
  }, 100);
}

// What Gradio leaves to be wished for.
const set = (each, attributes) => {
  for (const [name, value] of Object.entries(attributes)) if (each.getAttribute(name) !== value) each.setAttribute(name, value);
};
const MENDED = {
  // A message is announced by its markup; a question is what one jumps to.
  '#chat [aria-label^="bot\'s message:"]': { "aria-label": "Answer", role: "group" },
  '#chat [aria-label^="user\'s message:"]': { "aria-label": "Question", role: "group" },
  "#chat .user-row .message-content": { role: "heading", "aria-level": "2" },
  // Earlier conversations are rows of a table that only a mouse can press.
  "#conversation .table-wrap table": { role: "group", "aria-label": "Earlier conversations" },
  "#conversation .table-wrap tbody, #conversation .table-wrap td": { role: "none" },
  "#conversation .tr-body": { role: "button", tabindex: "0" },
  '#tabs [role="tab"][aria-controls=""]': { "aria-controls": "tabs" },
};
let followed = "";
function mend() {
  if (document.querySelector(".toast-wrap")?.textContent.includes(LOST)) lose();
  for (const [selector, attributes] of Object.entries(MENDED)) for (const each of document.querySelectorAll(selector)) set(each, attributes);
  for (const each of document.querySelectorAll("#conversation td[tabindex], #conversation tr[aria-selected]")) {
    for (const name of each.matches("td") ? ["tabindex", "aria-colindex"] : ["aria-selected", "aria-rowindex"]) each.removeAttribute(name);
  }
  for (const each of document.querySelectorAll("#conversation table[aria-rowcount]")) for (const name of ["aria-rowcount", "aria-colcount"]) each.removeAttribute(name);
  // A question that is edited is shown with what its punctuation was written as.
  for (const each of document.querySelectorAll("#chat .user-row textarea:not(.mended)")) {
    each.classList.add("mended");
    set(each, { "aria-label": "The question, to be asked anew" });
    type(each, each.value.replaceAll("<br>", "\n").replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)));
  }
  for (const each of document.querySelectorAll(".upload-container[aria-label]")) each.removeAttribute("aria-label"); // it says itself what it is
  // What grows is read out when it is whole.
  for (const log of document.querySelectorAll("#chat [role=log]")) set(log, { "aria-busy": String(Boolean(log.querySelector(".unfinished"))), "aria-label": "Conversation" });
  // The newest question stays at the top while its answer grows below it.
  const questions = document.querySelectorAll("#chat .user-row");
  const state = `${questions.length} ${document.querySelector("#chat .unfinished") ? "at work" : "done"}`;
  if (state !== followed && questions.length > 1) questions[questions.length - 1].scrollIntoView({ block: "start" });
  followed = state;
}
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
mend();

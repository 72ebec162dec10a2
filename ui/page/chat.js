// The pane beside the chat. It runs once, when Gradio has made the pane: `element` is the pane, `server` calls Python.
//
// Links carry what they open in their fragment, since the chat's sanitizer leaves those alone:
//   #/article/ID/VERSION/START-END/N   that version of the article, at that slice
//   #/ask/QUESTION                     asks the question
const NARROW = window.matchMedia("(max-width: 900px)");
const bar = `<div class="bar">
  <button type="button" class="previous">Previous</button>
  <span class="which" aria-live="polite"></span>
  <button type="button" class="next">Next</button>
  <button type="button" class="close">Close</button>
</div>`;
let opener = null; // the number that was clicked, to which the keyboard's focus returns
let numbers = []; // the numbers of its answer, in order

element.setAttribute("role", "complementary");
element.setAttribute("aria-label", "Article");

const parts = (link) => link.getAttribute("href").slice(2).split("/").map(decodeURIComponent);

function slice(link) {
  const [, id, version, range, n] = parts(link);
  const [start, end] = range.split("-").map(Number);
  return { id, version: Number(version), start, end, n: Number(n) };
}

// The numbers of the answer that a link stands in, each slice once.
function numbersBeside(link) {
  const answer = link.closest(".answer, .abstention") ?? link.parentElement;
  const links = [...answer.querySelectorAll('a[href^="#/article/"]')];
  const seen = new Set();
  return links.filter((each) => !seen.has(each.getAttribute("href")) && seen.add(each.getAttribute("href")));
}

async function read(link) {
  const at = slice(link);
  const slices = numbers.map(slice).filter((each) => each.id === at.id && each.version === at.version);
  element.classList.add("loading");
  document.body.classList.add("reading-open");
  try {
    const html = await server.read({
      id: at.id,
      version: at.version,
      slices: slices.map((each) => [each.n, each.start, each.end]),
      active: at.n,
    });
    element.innerHTML = `${bar}<div class="leaf" tabindex="0">${html}</div>`;
  } catch {
    element.innerHTML = `${bar}<div class="leaf" tabindex="0"><p class="gone">The article can’t be fetched just now. Is the server still running?</p></div>`;
  }
  element.classList.remove("loading");
  const i = numbers.findIndex((each) => each.getAttribute("href") === link.getAttribute("href"));
  element.querySelector(".which").textContent = numbers.length > 1 ? `${i + 1} of ${numbers.length}` : "";
  element.querySelector(".previous").disabled = i <= 0;
  element.querySelector(".next").disabled = i >= numbers.length - 1;
  element.querySelector(".previous").onclick = () => read(numbers[i - 1]);
  element.querySelector(".next").onclick = () => read(numbers[i + 1]);
  element.querySelector(".close").onclick = close;
  for (const each of document.querySelectorAll("a.current")) each.classList.remove("current");
  for (const each of document.querySelectorAll(`a[href="${CSS.escape(link.getAttribute("href")).replaceAll("\\", "\\\\")}"]`)) each.classList.add("current");
  link.classList.add("current");
  const leaf = element.querySelector(".leaf");
  leaf.focus({ preventScroll: true });
  leaf.querySelector("mark.active")?.scrollIntoView({ block: "center" });
}

function close() {
  document.body.classList.remove("reading-open");
  for (const each of document.querySelectorAll("a.current")) each.classList.remove("current");
  element.innerHTML = "";
  history.replaceState(null, "", location.pathname + location.search);
  opener?.focus();
  opener = null;
}

// As if it had been typed: the box is Svelte's, which listens for input.
function ask(question) {
  const box = document.querySelector("#question textarea");
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => document.querySelector("#question button.submit-button")?.click());
}

function follow(link) {
  history.replaceState(null, "", link.getAttribute("href")); // so that the address can be handed on
  if (link.getAttribute("href").startsWith("#/article/")) {
    opener = link;
    numbers = numbersBeside(link);
    read(link);
  } else if (link.getAttribute("href").startsWith("#/ask/")) {
    ask(parts(link)[1]);
  }
}

// An address that was handed on opens its article.
const handed = location.hash;
if (handed.startsWith("#/article/")) {
  const link = document.createElement("a");
  link.setAttribute("href", handed);
  numbers = [link];
  read(link);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#/"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  follow(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("reading-open")) close();
  if (event.key === " " && event.target.matches?.('a[role="button"]')) {
    event.preventDefault();
    follow(event.target);
  }
});

// What Gradio leaves to be wished for: earlier conversations are rows that only a mouse can press, a message is announced by its markup,
// and copied with it.
function mend() {
  for (const row of document.querySelectorAll("#conversation .tr-body:not([tabindex])")) {
    row.tabIndex = 0;
    row.setAttribute("role", "button");
  }
  for (const each of document.querySelectorAll('#chat [aria-label^="bot\'s message:"]')) each.setAttribute("aria-label", "Answer");
  for (const each of document.querySelectorAll('#chat [aria-label^="user\'s message:"]')) each.setAttribute("aria-label", "Question");
}
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
mend();

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.("#conversation .tr-body") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    event.target.click();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.('#chat button[aria-label="Copy message"]');
  const content = button?.closest(".message")?.querySelector(".message-content");
  if (!content) return;
  event.stopPropagation();
  navigator.clipboard.writeText(content.innerText.trim()).then(() => {
    button.setAttribute("title", "Copied");
    setTimeout(() => button.setAttribute("title", "Copy message"), 2000);
  });
}, true);

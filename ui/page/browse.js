// The lists beside the chat: runs once in each, and tells Python which of its buttons was pressed, and what is ticked.
let pressed = null; // the button that was pressed last: the list is made anew then, and the keyboard's focus is to stay
let opener = null; // what had the focus before a question was put
const ticked = new Set();

const boxes = () => [...element.querySelectorAll("input[type=checkbox]")];

element.addEventListener("change", (event) => {
  if (event.target.checked) ticked.add(event.target.value);
  else ticked.delete(event.target.value);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button || button.disabled) return;
  pressed = { name: button.name, value: button.value };
  const values = boxes().filter((box) => box.checked).map((box) => box.value);
  trigger("click", { name: button.name, value: button.value, ticked: values });
});

watch("value", () => {
  // A box that stays in its place stands for another article now.
  for (const box of boxes()) box.checked = ticked.has(box.value);
  const question = element.querySelector("[role=alertdialog]");
  if (question && !question.contains(document.activeElement)) {
    opener = document.activeElement;
    question.querySelector("button")?.focus();
    return;
  }
  const chosen = element.querySelector(".chosen");
  if (chosen) {
    chosen.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(() => {
      // On a narrow screen the list that was pressed has given way to this.
      if (!document.activeElement?.checkVisibility() || document.activeElement === document.body) chosen.querySelector(".back")?.focus();
    });
    return;
  }
  if (pressed === null) return;
  const { name, value } = pressed;
  pressed = null;
  const again = [...element.querySelectorAll("button[name]")].find((each) => each.name === name && each.value === value);
  const next = element.querySelector(".next-focus");
  const inside = next?.matches("a, button, input, [tabindex]") ? next : next?.querySelector("a, button, input");
  const elsewhere = value ? document.querySelector(`.browse button[value="${CSS.escape(value)}"]`) : null;
  (again ?? inside ?? opener ?? elsewhere)?.focus({ preventScroll: again !== undefined });
});

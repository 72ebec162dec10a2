// The lists beside the chat: runs once in each, and tells Python which of its buttons was pressed, and what is ticked.
let pressed = null; // where the keyboard's focus was, since the list is made anew

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[name]");
  if (!button || button.disabled) return;
  pressed = { name: button.name, value: button.value };
  const ticked = [...element.querySelectorAll("input:checked")].map((box) => box.value);
  trigger("click", { name: button.name, value: button.value, ticked });
});

watch("value", () => {
  if (pressed === null) return;
  const again = [...element.querySelectorAll("button[name]")].find((each) => each.name === pressed.name && each.value === pressed.value);
  pressed = null;
  const next = again ?? element.querySelector(".next-focus") ?? element.querySelector("button[name]");
  (next?.matches("a, button, input, [tabindex]") ? next : next?.querySelector("a, button, input"))?.focus({ preventScroll: again !== undefined });
});

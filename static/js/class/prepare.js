// The trainers' desk: what is ticked is listed in the order in which the class will practice it, and moved up and down.

import { given, one } from "../sure.js";

const room = one(document, "[data-class-order]");
const list = one(room, "ol");
const said = one(room, "[data-said]");
const blank = /** @type {HTMLTemplateElement} */ (one(room, "template"));
const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[name="scenario"]')]);

for (const box of boxes) box.addEventListener("change", draw);
list.addEventListener("click", press);
addEventListener("pageshow", draw); // a browser that goes back ticks again what was ticked
draw();

/** A row for each practice that is ticked; one that is new comes last. */
function draw() {
  const ticked = boxes.filter((box) => box.checked);
  for (const row of rows()) if (!ticked.some((box) => box.value === idOf(row))) row.remove();
  for (const box of ticked) if (!rows().some((row) => idOf(row) === box.value)) list.append(rowOf(box));
  room.hidden = ticked.length < 2;
  for (const [at, row] of rows().entries()) {
    buttonOf(row, "up").disabled = at === 0;
    buttonOf(row, "down").disabled = at === ticked.length - 1;
  }
}

/** @param {HTMLInputElement} box */
function rowOf(box) {
  const row = /** @type {HTMLElement} */ (one(blank.content, "li").cloneNode(true));
  const title = one(given(box.closest("label"), "label"), "[data-title]");
  const shown = one(row, "[data-title]");
  shown.textContent = title.textContent;
  if (title.lang) shown.lang = title.lang;
  one(row, "input", HTMLInputElement).value = box.value;
  for (const way of ["up", "down"]) {
    const button = buttonOf(row, way);
    button.value = box.value;
    button.setAttribute("aria-label", filled(button.getAttribute("aria-label"), { name: title.textContent }));
  }
  return row;
}

/** @param {Event} event */
function press(event) {
  const pressed = /** @type {Element} */ (event.target).closest("button");
  const row = pressed?.closest("li");
  if (!pressed || !row) return;
  event.preventDefault();
  if (pressed.name === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  draw();
  (pressed.disabled ? buttonOf(row, pressed.name === "up" ? "down" : "up") : pressed).focus();
  const facts = { name: one(row, "[data-title]").textContent, n: rows().indexOf(row) + 1, count: rows().length };
  said.textContent = filled(said.dataset.said, facts);
}

/** @returns {HTMLElement[]} */
function rows() {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

function idOf(row) {
  return one(row, "input", HTMLInputElement).value;
}

function buttonOf(row, way) {
  return one(row, `button[name="${way}"]`, HTMLButtonElement);
}

/** @param {string | null | undefined} text @param {Record<string, any>} facts */
function filled(text, facts) {
  return (text ?? "").replace(/\{(\w+)\}/g, (_all, name) => String(facts[name] ?? ""));
}

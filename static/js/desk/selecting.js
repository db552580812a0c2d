/* What is selected in the grid: all of a page at once, how many rows, and only the fields that the chosen deed needs. */

import { one } from "../sure.js";

const NEEDS = {
  submit: ["language"],
  publish: ["language"],
  assign: ["language", "person", "due_on"],
  category: ["category"],
  tag: ["tag"],
  untag: ["tag"],
  review_on: ["review_on"],
};

const form = one(document, "#bulk");
const deed = one(form, "[name=deed]", HTMLSelectElement);
const status = one(form, "[data-count]");
const every = one(document, "#bulk-every", HTMLInputElement);
/** @type {NodeListOf<HTMLInputElement>} */
const boxes = document.querySelectorAll("input[name=chosen]");

function showNeeded() {
  /** @type {NodeListOf<HTMLElement>} */
  const fields = form.querySelectorAll("[data-field]:not([data-field=deed])");
  for (const field of fields) field.hidden = !NEEDS[deed.value].includes(field.dataset.field);
}

function count() {
  const selected = [...boxes].filter((box) => box.checked).length;
  status.textContent = (status.dataset.count ?? "").replace("{n}", String(selected));
  every.checked = selected === boxes.length;
  every.indeterminate = selected > 0 && selected < boxes.length;
}

one(document, "label:has(#bulk-every)").hidden = false;
every.addEventListener("change", () => {
  for (const box of boxes) box.checked = every.checked;
  count();
});
for (const box of boxes) box.addEventListener("change", count);
deed.addEventListener("change", showNeeded);
showNeeded();
count();

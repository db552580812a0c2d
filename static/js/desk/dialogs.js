/* The dialogs that ask what to insert. Each gives the form's data, or null if it was canceled. */

import { one } from "../sure.js";
import { debounced, desk, word } from "./words.js";

/**
 * `prepare` gets the form, emptied, before it is shown. What is selected in `area` stays so: browsers forget it while a dialog is open.
 *
 * @param {HTMLTextAreaElement} area @param {string} name @param {(form: HTMLFormElement) => void} [prepare]
 * @returns {Promise<FormData | null>}
 */
export function ask(area, name, prepare = () => {}) {
  const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
  const dialog = one(document, `#desk-${name}`, HTMLDialogElement);
  const form = one(dialog, "form", HTMLFormElement);
  form.reset();
  prepare(form);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const closed = () => {
      area.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
      area.scrollTop = scrollTop;
      resolve(dialog.returnValue === "insert" ? new FormData(form) : null);
    };
    dialog.addEventListener("close", closed, { once: true });
  });
}

export async function found(name, parameters) {
  const response = await fetch(`${desk.urls[name]}?${new URLSearchParams(parameters)}`);
  if (response.redirected || !response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()).results;
}

let searches = 0; // dialogs that were opened to search

/**
 * Searches `name` as one types into the field `query` of `around`, and lets one choose a result: `draw` makes the label's content.
 *
 * @param {HTMLElement} around @param {string} name @param {string} language
 * @param {{name: string, key: string}} field  of the form, and of a result
 * @param {(result: any) => Node[]} draw @param {(result: any) => void} [chosen]
 */
export function search(around, name, language, field, draw, chosen = () => {}) {
  const query = one(around, "[name=query]", HTMLInputElement);
  const said = one(around, ".desk-found");
  const list = one(around, ".desk-results > div");
  let latest = 0;
  searches += 1;
  const own = searches;
  async function look() {
    if (own !== searches) return; // typed just before the dialog closed; it is open again
    latest += 1;
    const mine = latest;
    let results;
    try {
      results = await found(name, { q: query.value, language });
    } catch {
      if (mine === latest) said.textContent = word("unreachable");
      return;
    }
    if (mine !== latest) return;
    list.replaceChildren(...results.map((result, i) => choice(result, i === 0 && Boolean(query.value))));
    said.textContent = results.length ? word("found", { count: results.length }) : word("noResults");
    if (results.length && query.value) chosen(results[0]);
  }
  function choice(result, isChecked) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: field.name, required: true });
    radio.value = result[field.key];
    radio.checked = isChecked;
    radio.disabled = Boolean(around.hidden); // what is not shown must not be asked for
    radio.addEventListener("change", () => chosen(result));
    label.append(radio, ...draw(result));
    return label;
  }
  query.oninput = debounced(look, 200); // one handler, however often the dialog opens
  look();
}

export function element(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/* Puts options behind the first one of `select`, which means none. */
export function fill(select, options) {
  const first = select.options[0]?.value === "" ? [select.options[0]] : [];
  select.replaceChildren(...first, ...options.map(({ id, title }) => new Option(title, id)));
}

/* An article by number or title, and a place in it: "KB2260" or "KB2260#step-3". */
export async function askLink({ area, language }, words) {
  const answer = await ask(area, "link", (form) => {
    const query = one(form, "[name=query]", HTMLInputElement);
    const place = one(form, "[name=place]", HTMLSelectElement);
    query.value = words;
    fill(place, []);
    const draw = ({ number, title, language: own, state }) => [
      element("b", `KB${number}`),
      element("span", title, { lang: own }),
      ...(state === "published" ? [] : [element("small", word(state))]),
    ];
    const chosen = ({ places }) =>
      fill(
        place,
        places.map((id) => ({ id, title: `#${id}` })),
      );
    search(form, "articles", language, { name: "number", key: "number" }, draw, chosen);
  });
  if (!answer?.get("number")) return ""; // nothing was found
  const place = answer.get("place");
  return `KB${answer.get("number")}${place ? `#${place}` : ""}`;
}

/* Offers the practice scenarios in `select`, the field demo of `form`, and the steps and platforms of the one that is chosen. */
export async function offerDemos(form, language, own) {
  const [demo, step] = ["demo", "step"].map((name) => one(form, `select[name=${name}]`, HTMLSelectElement));
  const platform = form.querySelector("select[name=platform]");
  const demos = await found("demos", { language });
  const title = (each) => (each.ready ? each.title : `${each.title} (${word("planned")})`);
  fill(
    demo,
    demos.map((each) => ({ id: each.id, title: title(each) })),
  );
  if (demos.some(({ id }) => id === own)) demo.value = own;
  const offer = () => {
    const { steps = [], places = [] } = demos.find(({ id }) => id === demo.value) ?? {};
    fill(step, steps);
    if (platform)
      fill(
        platform,
        places.map((id) => ({ id, title: id })),
      );
  };
  demo.onchange = offer; // one handler, however often the dialog opens
  offer();
}

/* The page's facts and words, which the server has put into it. */

import { one } from "../sure.js";

const said = one(document, "#desk-words").dataset;
export const desk = JSON.parse(one(document, "#desk").textContent);

/* The sentence of that name, with what is in braces filled in. */
export function word(name, values = {}) {
  const text = said[name];
  if (text === undefined) throw new Error(`no words for ${name}`);
  return text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
}

export function token() {
  return one(document, "[name=csrfmiddlewaretoken]", HTMLInputElement).value;
}

/* Calls `back` once nothing has called for `wait` milliseconds. */
export function debounced(back, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(back, wait);
  };
}

/* The page's facts and words, which the server has put into it. */

const given = document.getElementById("desk-words").dataset;
export const desk = JSON.parse(document.getElementById("desk").textContent);

/* The sentence of that name, with what stands in braces filled in. */
export function word(name, values = {}) {
  return given[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
}

export function token() {
  /** @type {HTMLInputElement} */
  const field = document.querySelector("[name=csrfmiddlewaretoken]");
  return field.value;
}

/* Calls `back` once nothing has called for `wait` milliseconds. */
export function debounced(back, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(back, wait);
  };
}

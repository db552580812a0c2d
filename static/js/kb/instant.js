/* Results as you type: an ARIA combobox over the search API. Without it the form still searches. */

const PAUSE = 140; // ms without a key before it asks
const MOST = 7;
const MOST_OTHERS = 3; // of another language

import { tell } from "./opened.js";

export function instant(form) {
  const input = form.querySelector("input[name=q]");
  const text = form.dataset;
  const box = document.createElement("div");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let answered = ""; // what was typed when `options` were asked for
  let at = -1;
  let timer = 0;
  /** @type {AbortController | null} */
  let asking = null;

  list.id = `${input.id}-list`;
  list.className = "instant-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", text.list);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.className = "instant";
  box.hidden = true;
  box.append(list);
  form.append(box, status);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();

  function close() {
    box.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    box.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!box.hidden));
  }

  function move(to) {
    at = to;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
  }

  /* `parts` are spans: a class, words, and the language of these where it is another one. */
  function option(url, ...parts) {
    const item = document.createElement("li");
    item.id = `${list.id}-${options.length}`;
    item.className = "instant-option";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    for (const [className, words, lang] of parts) {
      const part = document.createElement("span");
      part.className = className;
      part.textContent = words;
      if (lang && lang !== text.language) part.lang = lang;
      item.append(part, " ");
    }
    options.push(item);
    return item;
  }

  const isAnswered = () => answered === input.value.trim();

  function resultOption({ number, title, excerpt, summary, url, language }) {
    const isOther = language !== text.language;
    const item = option(
      url,
      ["number", `KB${number}`],
      ["instant-title", title, language],
      ...(isOther
        ? [["instant-language", new Intl.DisplayNames(text.language, { type: "language" }).of(language)]]
        : []),
      ["instant-excerpt", excerpt || summary, language],
    );
    item.dataset.number = number;
  }

  function searchOption(words, query) {
    option(`${form.action}?q=${encodeURIComponent(query)}`, ["instant-title", words]).classList.add("instant-all");
  }

  function show(query, answer) {
    answered = query;
    options = [];
    const others = answer.other_language.slice(0, MOST_OTHERS);
    const found = answer.other_is_better ? [...others, ...answer.results] : [...answer.results, ...others];
    if (answer.suggestion) searchOption(`${text.meant} ${answer.suggestion}`, answer.suggestion);
    for (const result of found.slice(0, MOST)) resultOption(result);
    const count = Math.min(found.length, MOST);
    if (count) searchOption(text.all, query);
    list.replaceChildren(...options);
    at = -1;
    open();
    status.textContent = count ? (count === 1 ? text.one : text.some.replace("{count}", String(count))) : text.none;
  }

  function follow({ dataset }) {
    if (dataset.number) tell(form, answered, dataset.number);
    location.assign(dataset.url);
  }

  async function ask() {
    const query = input.value.trim();
    asking?.abort();
    if (!query) {
      options = [];
      close();
      return;
    }
    const { signal } = (asking = new AbortController());
    const url = new URL(text.instant, location.href);
    url.search = String(new URLSearchParams({ lang: text.language, q: query, limit: String(MOST), prefix: "true" }));
    try {
      const answer = await fetch(url, { signal, credentials: "omit" });
      if (answer.ok && input.value.trim() === query) show(query, await answer.json());
    } catch {
      // Aborted by the next key, or offline: pressing Enter still searches.
    }
  }

  /* What was typed last is asked for at once; a choice among older results would lead somewhere else. */
  async function askNow() {
    clearTimeout(timer);
    await ask();
    if (isAnswered() && at < 0 && !box.hidden) move(0);
  }

  input.addEventListener("input", () => {
    move(-1);
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  function down() {
    if (!isAnswered()) return void askNow();
    open();
    move(at + 1 < options.length ? at + 1 : 0);
  }

  /* What each key does, if it does anything now. */
  const keys = {
    Escape: { isOn: () => !box.hidden, act: close },
    ArrowDown: { isOn: () => options.length > 0, act: down },
    ArrowUp: {
      isOn: () => isAnswered() && options.length > 0 && !box.hidden,
      act: () => move(at < 0 ? options.length - 1 : at - 1),
    },
    // The field moves its own caret with these; what was chosen in the list no longer is.
    Home: { isOn: () => at >= 0, act: () => move(-1), keeps: true },
    End: { isOn: () => at >= 0, act: () => move(-1), keeps: true },
    Enter: { isOn: () => at >= 0, act: () => follow(options[at]) },
  };
  input.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (event.isComposing || !key?.isOn()) return;
    if (!key.keeps) event.preventDefault();
    key.act();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const chosen = target instanceof Element && target.closest("[role=option]");
    if (chosen instanceof HTMLElement) follow(chosen);
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) close();
  });
  if (input.value) ask();
}

/* What is typed and not saved yet is kept in this browser, and offered back when the form is opened again. */

import { one } from "../sure.js";
import { replace } from "./text.js";
import { debounced, desk, word } from "./words.js";

/* Each tab keeps its own: two of them on one article do not write over each other. */
const ALL = `desk:${desk.person}:${desk.article}`;
const BEFORE = `desk:${desk.article}`; // where an earlier version kept it
const KEY = `${ALL}:${tab()}`;
const notice = one(document, "#desk-kept");

/* Stays the same while the tab is open, whatever it shows. */
function tab() {
  const fresh = `${Date.now()}-${Math.random()}`;
  try {
    const known = sessionStorage.getItem("desk-tab") ?? fresh;
    sessionStorage.setItem("desk-tab", known);
    return known;
  } catch {
    return fresh;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null; // no storage, or not ours
  }
}

function write(key, kept) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // Storage is full or forbidden: leaving the page still asks first.
  }
}

/* Where other tabs, closed ones too, keep what was typed for this article. */
function others() {
  try {
    const keys = Object.keys(localStorage);
    return keys.filter((key) => key !== KEY && (key === BEFORE || key.startsWith(`${ALL}:`)));
  } catch {
    return [];
  }
}

/* What all tabs keep, for each field the newest; null for nothing. */
function together(own, keys) {
  const known = [own, ...keys.map(read)].filter((kept) => kept?.fields).sort((one, two) => one.at - two.at);
  if (!known.length) return null;
  return { at: known.at(-1).at, fields: Object.assign({}, ...known.map((kept) => kept.fields)) };
}

/* Whether the server has said, since the form was last sent, that it was saved. It says so once. */
function wasSaved() {
  const is = document.cookie.split("; ").includes(`${desk.saved}=1`);
  const secure = location.protocol === "https:" ? "; secure" : ""; // what the cookie was set with
  if (is) document.cookie = `${desk.saved}=; path=/; max-age=0; samesite=strict${secure}`;
  return is;
}

/* The hidden field that says from which revision the text in FIELD's language began; it is empty where there is none. A fact has no language. */
function beginning(field) {
  const name = field.name.replace(/^[a-z]+_/, "base_");
  return name === field.name ? null : field.form.elements.namedItem(name);
}

/* By what a `field` is kept, and what is in it: of several boxes with one name, each is kept by itself. */
const keyOf = (field) => (field.type === "checkbox" ? `${field.name}=${field.value}` : field.name);
const textOf = (field) => (field.type === "checkbox" ? String(field.checked) : field.value);

function put(field, text) {
  if (field.type === "checkbox") field.checked = text === "true";
  else if (field.localName === "select") field.value = text;
  else return replace(field, 0, field.value.length, text);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/* `fields` are those that one can fill in; `named` gives each one's label. Returns what to call when the form is sent. */
export function keep(fields, named) {
  let own = read(KEY);
  if (own?.sent && wasSaved()) {
    own = null;
    write(KEY, null);
  }
  wasSaved();
  const elsewhere = others();
  /** @type {any} */
  const kept = together(own, elsewhere);
  // After a refused save the form holds what was sent, put together with a colleague's: it is not offered, and none of it is saved.
  const keptOf = (field) => kept?.fields[keyOf(field)];
  const isHere = (field) => desk.failed && keptOf(field) && !keptOf(field).offered;
  const initial = new Map(fields.map((field) => [field, isHere(field) ? null : textOf(field)]));
  let offered = offer();
  let isSending = false;

  function offer() {
    const missing = fields.filter((field) => {
      const text = keptOf(field)?.text;
      return text !== undefined && text !== textOf(field) && !field.readOnly && !isHere(field);
    });
    if (!missing.length) {
      if (!desk.failed) forget();
      return {};
    }
    const labels = [...new Set(missing.map(named))].join(", ");
    one(notice, "p").textContent = word("kept", { time: when(kept.at), fields: labels });
    const isOlder = missing.some((field) => keptOf(field).revision !== beginning(field)?.value);
    const more = one(notice, ".desk-notice-more");
    more.hidden = !isOlder;
    more.textContent = word("keptOlder");
    notice.hidden = false;
    return Object.fromEntries(missing.map((field) => [keyOf(field), { ...keptOf(field), offered: true }]));
  }

  /* A tab that is still open keeps its own again. */
  function forget() {
    for (const key of [KEY, ...elsewhere]) write(key, null);
  }

  function changed() {
    return fields.filter((field) => textOf(field) !== initial.get(field));
  }

  /* What is offered and not answered yet stays kept beside what is typed now. */
  function save() {
    const typed = changed().map((field) => [keyOf(field), { text: textOf(field), revision: beginning(field)?.value }]);
    const all = { ...offered, ...Object.fromEntries(typed) };
    write(KEY, Object.keys(all).length ? { at: Date.now(), sent: isSending, fields: all } : null);
  }

  function answer(restore) {
    const back = offered;
    offered = {};
    notice.hidden = true;
    forget();
    for (const field of restore ? fields.filter((each) => back[keyOf(each)]) : []) {
      put(field, back[keyOf(field)].text);
      restart(field, back[keyOf(field)].revision);
    }
    save();
  }

  /* `field` holds a text that began from `revision`: what a colleague saved since is put together with it when it is saved. */
  function restart(field, revision) {
    const start = beginning(field);
    if (start && revision !== undefined) start.value = Math.min(Number(start.value), Number(revision)) || "";
  }

  one(notice, "[data-restore]").addEventListener("click", () => answer(true));
  one(notice, "[data-discard]").addEventListener("click", () => answer(false));
  const later = debounced(save, 400);
  for (const field of fields) for (const event of ["input", "change"]) field.addEventListener(event, later);
  addEventListener("pagehide", save);
  addEventListener("storage", (event) => event.key === KEY && event.newValue === null && save());
  addEventListener("beforeunload", (event) => {
    save();
    if (!isSending && changed().length) event.preventDefault();
  });
  return () => {
    isSending = true;
    save();
    setTimeout(() => {
      isSending = false; // the page is still here: the loading was stopped
    }, 10_000);
  };
}

function when(at) {
  const then = new Date(at);
  const language = document.documentElement.lang;
  const isToday = then.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const time = { hour: "2-digit", minute: "2-digit" };
  return isToday
    ? then.toLocaleTimeString(language, time)
    : then.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

// What the pages of a class share: their data, their words, the API.

import { Api } from "../demo/api.js";
import { createWords } from "../demo/words.js";
import { one } from "../sure.js";

/** What the page brought along. */
export const payload = JSON.parse(one(document, "#class-data").textContent);
export const language = document.documentElement.lang;
export const words = createWords(payload.strings, language);
export const api = new Api({
  language,
  onNow: () => {},
  offline: { title: words("offline.title"), detail: words("offline.text") },
});

/** Whether the page has words of that name. @param {string} name */
export function has(name) {
  return name in payload.strings;
}

/** The element of the page that has `data-class-NAME`. @param {string} name */
export function place(name) {
  return one(document, `[data-class-${name}]`);
}

/** Do it, and say what was refused; whether it went well. @param {() => Promise<any>} act */
export async function tried(act) {
  const trouble = document.querySelector("[data-class-trouble]"); // not every page has a place for it
  try {
    await act();
    if (trouble) trouble.textContent = "";
    return true;
  } catch (problem) {
    if (!problem.body) throw problem;
    const { title, detail } = problem.body.texts?.[language] ?? problem.body;
    if (trouble) trouble.textContent = `${title}. ${detail}`.replace("..", ".");
    return false;
  }
}

/** The same without what is null: as the answers that leave it out. @param {any} value @returns {any} */
export function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(kept.map(([name, each]) => [name, withoutNulls(each)]));
}

/**
 * Hear what happens in a class, without a gap, until `stop` is called. A phone that wakes asks at once.
 *
 * @param {string} id
 * @param {number} after  the number of the last event that is known
 * @param {(event: {seq: number, type: string, data: any}) => void} hear
 * @param {(connected: boolean) => void} line
 * @returns {() => void}
 */
export function listenTo(id, after, hear, line = () => {}) {
  let last = after;
  /** @type {EventSource | null} */
  let source = null;
  const take = (event) => {
    if (event.seq <= last) return;
    last = event.seq;
    hear(event);
  };
  const open = () => {
    source?.close();
    source = new EventSource(`/api/v1/classes/${id}/events?after=${last}`);
    source.onopen = () => line(true);
    source.onerror = () => line(false);
    source.onmessage = ({ data }) => take(JSON.parse(data));
  };
  const wake = async () => {
    if (document.visibilityState !== "visible") return;
    open(); // what was open before the phone slept may look open still
    const { events } = await api.get(`/classes/${id}/events?after=${last}`).catch(() => ({ events: [] }));
    events.forEach(take);
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  open();
  return () => {
    document.removeEventListener("visibilitychange", wake);
    removeEventListener("online", wake);
    source?.close();
  };
}

// A refusal in the words of the page.

import { inLanguage } from "./words.js";

const GONE = new Set(["unauthorized", "not-found"]);

/** Whether there is no such practice any more: its day is over, or the browser has lost its key. */
export function isGone({ reason }) {
  return GONE.has(reason);
}

/** A problem in the page's language: what to do about its cause where that is known. @returns {{title: string, text: string}} */
export function describe(problem, words) {
  if (isGone(problem)) return { title: words("gone.title"), text: words("gone.text") };
  if (problem.reason === "offline") return { title: words("offline.title"), text: words("offline.text") };
  const { title, detail, advice } = inLanguage(problem, words);
  return { title: title ?? words("problem.title"), text: advice ?? detail ?? "" };
}

/* Whether the editor is still signed in: asked every minute and before each save, so that no text is sent into the void. */

import { one } from "../sure.js";
import { desk, word } from "./words.js";

const EVERY = 60_000;
const signedOut = one(document, "#desk-signed-out");
const failed = one(document, "#desk-failed");

/* True, false, or null if the server does not answer. Shows which, and takes over the token of a new session. */
export async function isSignedIn() {
  /** @type {{alive: boolean, token: string} | null} */
  let said = null;
  try {
    const response = await fetch(desk.urls.session, { headers: { Accept: "application/json" } });
    if (response.ok) said = await response.json();
  } catch {
    // no answer
  }
  signedOut.hidden = said?.alive !== false;
  if (said) failed.hidden = true;
  if (said?.alive) {
    /** @type {NodeListOf<HTMLInputElement>} */
    const fields = document.querySelectorAll("[name=csrfmiddlewaretoken]");
    for (const field of fields) field.value = said.token;
  }
  return said?.alive ?? null;
}

export function showFailure(text) {
  one(failed, "p").textContent = text;
  failed.hidden = false;
}

/* Sends `form` only while the session lives; `sending` is called just before. */
export function guard(form, sending) {
  let isChecked = false;
  form.addEventListener("submit", async (event) => {
    if (isChecked) return sending();
    event.preventDefault();
    const { submitter } = event;
    const alive = await isSignedIn();
    if (alive === null) showFailure(word("unreachable"));
    if (!alive) return (alive === null ? failed : signedOut).scrollIntoView({ block: "nearest" });
    isChecked = true;
    form.requestSubmit(submitter);
    isChecked = false; // the page stays if somebody stops the loading
    return undefined;
  });
  setInterval(() => document.hidden || isSignedIn(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || isSignedIn());
}

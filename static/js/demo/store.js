// What the browser keeps of a practice: the devices' keys and how far one has come. Gone with the sandbox.

const PREFIX = "practice:";
const SWITCH = "practice-switch";
const PROBE = "practice-probe";
const SWITCH_LASTS = 120_000; // ms between leaving a page by its language link and arriving on the other

/** @type {Map<string, string>} */
const held = new Map(); // where storage is forbidden, or full: a practice then lives as long as its page

function tryStorage(use) {
  try {
    return use();
  } catch {
    return null;
  }
}

/** Forget every practice whose sandbox has ended. */
export function sweep(now = Date.now()) {
  tryStorage(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && !isLive(parse(localStorage.getItem(key)), now)) localStorage.removeItem(key);
    }
  });
}

/** What was kept of a scenario, or null. @param {string} scenario */
export function load(scenario) {
  const stored = tryStorage(() => localStorage.getItem(PREFIX + scenario));
  const kept = parse(held.get(scenario) ?? stored);
  return isLive(kept, Date.now()) ? kept : null;
}

/** @param {string} scenario @param {{session: {expires_at: string} | null} & Record<string, any>} kept */
export function save(scenario, kept) {
  const text = JSON.stringify(kept);
  const isStored = tryStorage(() => (localStorage.setItem(PREFIX + scenario, text), true));
  if (isStored) held.delete(scenario);
  else held.set(scenario, text);
}

export function forget(scenario) {
  held.delete(scenario);
  tryStorage(() => localStorage.removeItem(PREFIX + scenario));
}

/** Note that the reader changes the language and where the focus was. */
export function noteSwitch(scenario, focus) {
  tryStorage(() => sessionStorage.setItem(SWITCH, JSON.stringify({ scenario, focus, at: Date.now() })));
}

/** Take the note back if there is a fresh one for this scenario. @returns {{focus: string | null} | null} */
export function takeSwitch(scenario) {
  const note = tryStorage(() => parse(sessionStorage.getItem(SWITCH)));
  if (note?.scenario !== scenario || Date.now() - note.at > SWITCH_LASTS) return null;
  tryStorage(() => sessionStorage.removeItem(SWITCH));
  return note;
}

function parse(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function isLive(kept, now) {
  return Boolean(kept?.session) && Date.parse(kept.session.expires_at) > now;
}

/** Whether the browser takes this site's cookies. Some say that they do, and refuse them all the same. */
export function takesCookies() {
  if (!navigator.cookieEnabled) return false;
  try {
    document.cookie = `${PROBE}=1; SameSite=Strict`;
    const isTaken = document.cookie.includes(`${PROBE}=1`);
    document.cookie = `${PROBE}=; SameSite=Strict; Max-Age=0`;
    return isTaken;
  } catch {
    return false; // in a frame without rights
  }
}

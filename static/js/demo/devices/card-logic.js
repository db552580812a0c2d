// The security card without its looks: which key leads from which state to which.

/**
 * @typedef {object} CardState
 * @property {"off" | "pin" | "challenge" | "response"} mode
 * @property {string} entry  the digits typed at the prompt
 * @property {string | null} pin  what was typed at PIN>, right or wrong: the card cannot tell
 * @property {string | null} challenge  what was typed at CHALLNG>
 */

export const PIN_DIGITS = 4;
export const CHALLENGE_DIGITS = 6;
export const OFF_AFTER = 30_000; // ms of the sandbox's time without a key

/** @type {Readonly<CardState>} */
export const OFF = Object.freeze({ mode: "off", entry: "", pin: null, challenge: null });

const ROOM = { pin: PIN_DIGITS, challenge: CHALLENGE_DIGITS };

/**
 * The state after a key. A key that means nothing here gives the same state again. The card has no key that takes a
 * digit back: "press" starts over.
 *
 * @param {CardState} state @param {string} key "0"…"9", "press" or "ok" @returns {CardState}
 */
export function press(state, key) {
  if (key === "press") return { ...OFF, mode: "pin" };
  if (key === "ok") return confirm(state);
  const room = ROOM[state.mode] ?? 0;
  return state.entry.length < room ? { ...state, entry: state.entry + key } : state;
}

/** OK. At CHALLNG> any number of digits will do, as RFC 6287 allows; that is how a PIN typed there gets its answer. */
function confirm(state) {
  if (state.mode === "pin" && state.entry.length === PIN_DIGITS) {
    return { mode: "challenge", entry: "", pin: state.entry, challenge: null };
  }
  if (state.mode === "challenge" && state.entry) {
    return { ...state, mode: "response", entry: "", challenge: state.entry };
  }
  return state;
}

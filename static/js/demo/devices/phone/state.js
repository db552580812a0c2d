// What a phone remembers: plain data, so that it can be kept, and made again in the other language.

/**
 * @typedef {object} PhoneState
 * @property {string} at  the app in front; "home" and "lock" are such too
 * @property {Record<string, string[]>} stacks  per app the screens that lie on one another, the visible one last
 * @property {boolean} locked
 * @property {boolean} shade  the list of notices is pulled down
 * @property {string | null} sheet  the purpose for which the security element is asked for
 * @property {number | null} banner  the message that is announced at the top
 * @property {boolean} airplane
 * @property {boolean} coverage
 * @property {number} ahead  ms that its clock is fast
 * @property {boolean} off
 * @property {boolean} lost  the phone is out of its owner's hands
 * @property {Said | null} toast  said at the bottom until the next press
 * @property {boolean} forgotten  the app was cleared together with a key, and the verifier was not told yet
 * @property {boolean} installed
 * @property {boolean} first  the app has never been opened
 * @property {"none" | "active" | "lost" | "kept" | "locked" | "revoked" | "old"} key  of IB Key here: see keyring.js
 * @property {boolean} outdated  the app wants an update before it takes the older one's key over
 * @property {boolean} signedIn
 * @property {string} pin  the app's PIN, 4 to 6 digits; only on a system that has one
 * @property {number} pinFailures  in a row
 */

export const PIN_LIMIT = 5; // wrong PINs in a row, after which the app locks its key away

const CHALLENGE = { challenge: "", pin: "", response: null };
const LOGIN = { persona: null, login: null, channel: null, typed: "", notice: null };
const ENROL = { kind: "activation", code: "", pin: "", sent: null, notice: null };
const REQUEST = { n: null, open: false, number: "", outcome: null };

/** @returns {PhoneState} that of a phone which lies on the table, as the scenario's world has it */
export function fresh({ app = "active", start = "login", system = "ios" } = {}) {
  return {
    at: "home",
    stacks: {},
    locked: false,
    shade: false,
    sheet: null,
    banner: null,
    airplane: false,
    coverage: true,
    ahead: 0,
    lost: false,
    off: false,
    toast: null,
    installed: app !== "none",
    first: false,
    key: app === "active" ? keyAt(start, system) : "none",
    outdated: start === "single-app-update",
    signedIn: start === "home",
    pin: drawPin(),
    pinFailures: 0,
    inbox: { after: 0, items: [], nextAt: null },
    call: null,
    auth: { ...CHALLENGE },
    login: { ...LOGIN },
    enrol: { ...ENROL },
    request: { ...REQUEST },
    note: false,
    cleared: false,
    forgotten: false,
    lastCall: null,
  };
}

export const freshAuth = () => ({ ...CHALLENGE });
export const freshLogin = (persona = null) => ({ ...LOGIN, persona });
export const freshEnrol = (kind = "activation") => ({ ...ENROL, kind });
export const freshRequest = (n = null) => ({ ...REQUEST, n });

/** Removing the app takes the key along, unless the phone's own store has it. */
function keyAt(start, system) {
  if (start === "reinstalled") return system === "ios" ? "kept" : "lost";
  return ["single-app", "single-app-update"].includes(start) ? "old" : "active";
}

/** Four digits that are not all alike: what somebody chose before the practice began. */
function drawPin() {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  const pin = String(number % 10_000).padStart(4, "0");
  return new Set(pin).size > 1 ? pin : drawPin();
}

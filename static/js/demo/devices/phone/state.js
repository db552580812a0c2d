// What a phone remembers: plain data, so that it can be kept, and made again in the other language.

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

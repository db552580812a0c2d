// What "Look inside" shows: what the verifier knew and computed in the last login, once that can spoil nothing.

import { button, h, refill } from "./dom.js";
import { worldFor } from "./progress.js";

const SENT = new Set(["sms", "voice"]);
// Where the broker's format is kept although a standard asks for more, it is said.
const FALLS_SHORT = {
  "security-card": "digits",
  phone: "digits",
  sms: "telephone",
  voice: "telephone",
  notification: "approval",
  "temporary-passcode": "passcode",
};

// What took the place of digits.
const ANSWERED = { notification: "inside.answered-phone", passkey: "inside.answered-passkey" };

/** Show it in `body`, or why it is not shown yet. @param {Engine} engine @param {HTMLElement} body */
export async function show(engine, body) {
  const { words } = engine;
  if (!engine.touched) return refill(body, h("p", { class: "tool-text", text: words("inside.nothing") }));
  if (engine.mode === "guided" && !engine.finished) {
    return refill(
      body,
      h("p", { class: "tool-text", text: words("inside.later") }),
      button(words("tools.free"), () => engine.setMode("free"), { focus: "inside.free" }),
    );
  }
  const [computed, sent] = await Promise.all([computation(engine), messages(engine)]);
  refill(body, computed, sent);
}

async function computation(engine) {
  const { api, session, words } = engine;
  try {
    return facts(await api.get(`/sandboxes/${session.data.id}/inside`), engine);
  } catch (problem) {
    if (!problem.body) throw problem;
    const text = problem.reason === "not-found" ? words("inside.nothing") : problem.body.detail;
    return h("p", { class: "tool-text", text });
  }
}

/** What was sent where, and what became of it; never what it says. */
async function messages(engine) {
  const { api, session, words } = engine;
  const { messages: sent } = await api.get(`/sandboxes/${session.data.id}/messages`).catch(() => ({ messages: [] }));
  const line = (message) =>
    h(
      "li",
      {},
      h("span", { text: destination(message, engine) }),
      h("span", { class: "inside-name", text: words(`inside.is-${message.state}`) }),
    );
  return (
    sent.length > 0 &&
    h(
      "dl",
      { class: "inside-facts" },
      h("dt", { text: words("inside.sent") }),
      h("dd", {}, h("ol", { class: "inside-fields" }, ...sent.map(line))),
    )
  );
}

function destination({ kind, phone }, { session, scenario, words }) {
  const title = scenario.devices.find((each) => each.id === phone)?.title ?? phone;
  return words(`inside.sent-${kind}`, { to: kind === "push" ? title : (session.data.number?.masked ?? title) });
}

function facts(seen, engine) {
  const { words } = engine;
  const short = fallsShort(seen.method, engine);
  const code = (text, look) => h("code", { text, class: look ?? null });
  const rows = [
    seen.suite && [suiteName(seen.suite), code(seen.suite)],
    seen.challenge && ["inside.challenge", code(seen.challenge)],
    SENT.has(seen.method) && ["inside.kept", h("span", { text: words("inside.kept-hash") })],
    ANSWERED[seen.method] && ["inside.answered", h("span", { text: words(ANSWERED[seen.method]) })],
    seen.fields.length > 0 && ["inside.data", dataInput(seen.fields, words)],
    seen.mac && ["inside.mac", code(seen.mac, "hex")],
    seen.offset !== null && ["inside.offset", code(String(seen.offset))],
    seen.truncated !== null && ["inside.truncated", code(String(seen.truncated))],
    seen.response && ["inside.response", code(seen.response)],
    ["inside.attempts", code(String(seen.attempts))],
    ["inside.attempts-left", code(String(seen.attempts_left))],
    short && ["inside.standard", h("span", { text: words(`inside.short-${short}`) })],
  ].filter(Boolean);
  return h(
    "dl",
    { class: "inside-facts" },
    ...rows.flatMap(([name, value]) => [h("dt", { text: words(name) }), h("dd", {}, value)]),
  );
}

/** Only an OCRA suite is called so. */
function suiteName(suite) {
  return suite.startsWith("OCRA") ? "inside.suite" : "inside.algorithm";
}

function fallsShort(method, { scenario, variant }) {
  return method === "notification" && worldFor(scenario, variant).matching ? null : FALLS_SHORT[method];
}

/** The message that goes through the HMAC, part by part. */
function dataInput(fields, words) {
  return h(
    "ul",
    { class: "inside-fields" },
    ...fields.map(({ name, hex }) =>
      h(
        "li",
        {},
        h("span", { class: "inside-name", text: words(`inside.field-${name.toLowerCase()}`) }),
        h("code", { class: "hex", text: shorten(hex) }),
      ),
    ),
  );
}

/** RFC 6287 pads the challenge to 128 bytes: the zeros are counted, not shown. */
function shorten(hex) {
  const zeros = /(?:00){8,}$/.exec(hex)?.[0].length ?? 0;
  return zeros ? `${hex.slice(0, -zeros)} 00 × ${zeros / 2}` : hex;
}

// Look inside: what the verifier knew and computed in the last login, once that can spoil nothing.

import { button, h, refill } from "./dom.js";

const SENT = new Set(["sms", "voice"]);

/** @param {Engine} engine */
export function insidePanel(engine) {
  const { words } = engine;
  const body = h("div", { class: "inside-body", "aria-live": "polite" });
  const look = () => show(engine, body);
  const details = h(
    "details",
    { class: "tool", on: { toggle: () => details.open && look() } },
    h("summary", { text: words("inside.title"), focus: "tools.inside" }),
    h("p", { class: "tool-text", text: words("inside.text") }),
    body,
  );
  engine.bus.listen(({ type }) => {
    if (details.open && (type === "engine.step" || type === "response.rejected")) look();
  });
  return details;
}

async function show(engine, body) {
  const { words } = engine;
  if (!engine.touched) return refill(body, h("p", { class: "tool-text", text: words("inside.nothing") }));
  if (engine.mode === "guided" && !engine.finished) {
    return refill(
      body,
      h("p", { class: "tool-text", text: words("inside.later") }),
      button(words("tools.free"), () => engine.setMode("free"), { focus: "inside.free" }),
    );
  }
  try {
    refill(body, facts(await engine.api.get(`/sandboxes/${engine.session.data.id}/inside`), words));
  } catch (problem) {
    const text = problem.reason === "not-found" ? words("inside.nothing") : problem.body?.detail;
    refill(body, h("p", { class: "tool-text", text: text ?? words("offline.text") }));
  }
}

function facts(seen, words) {
  const code = (text, look) => h("code", { text, class: look ?? null });
  const rows = [
    seen.suite && ["inside.suite", code(seen.suite)],
    seen.challenge && ["inside.challenge", code(seen.challenge)],
    SENT.has(seen.method) && ["inside.kept", h("span", { text: words("inside.kept-hash") })],
    seen.method === "notification" && ["inside.answered", h("span", { text: words("inside.answered-phone") })],
    seen.fields.length > 0 && ["inside.data", dataInput(seen.fields, words)],
    seen.mac && ["inside.mac", code(seen.mac, "hex")],
    seen.offset !== null && ["inside.offset", code(String(seen.offset))],
    seen.truncated !== null && ["inside.truncated", code(String(seen.truncated))],
    seen.response && ["inside.response", code(seen.response)],
    ["inside.attempts", code(String(seen.attempts))],
  ].filter(Boolean);
  return h("dl", { class: "inside-facts" }, ...rows.flatMap(([name, value]) => [h("dt", { text: words(name) }), h("dd", {}, value)]));
}

/** The message that goes through the HMAC, part by part. */
function dataInput(fields, words) {
  return h(
    "ul",
    { class: "inside-fields" },
    ...fields.map(({ name, hex }) =>
      h("li", {}, h("span", { class: "inside-name", text: words(`inside.field-${name.toLowerCase()}`) }), h("code", { class: "hex", text: shorten(hex) })),
    ),
  );
}

/** RFC 6287 pads the challenge to 128 bytes: the zeros are counted, not shown. */
function shorten(hex) {
  const zeros = /(?:00){8,}$/.exec(hex)?.[0].length ?? 0;
  return zeros ? `${hex.slice(0, -zeros)} 00 × ${zeros / 2}` : hex;
}

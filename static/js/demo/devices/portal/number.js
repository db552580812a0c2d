// The mobile number: have it verified with a code that comes to it.

import { h } from "../../dom.js";
import { given } from "../../../sure.js";
import { answerForm, note, unbroken } from "../window/parts.js";
import { title } from "./pages.js";

/** @param {Portal} portal */
export function number(portal) {
  const { words, state } = portal;
  return [
    title(words("portal.mobile-number")),
    table(portal),
    note(portal.told),
    state.number?.state !== "active" &&
      portal.control("verify", words("portal.verify"), () => verify(portal), { class: "window-go" }),
  ];
}

/** @param {Portal} portal */
export function confirm(portal) {
  const { words, state } = portal;
  return [
    title(words("portal.mobile-number")),
    h("p", { class: "sent-text", text: sentText(portal, given(state.sent, "message")) }),
    note(portal.told),
    answerForm(portal, {
      label: words("portal.confirmation-number"),
      hint: words("portal.code-hint"),
      go: words("portal.continue"),
      send: () => settle(portal),
    }),
    portal.control("again", words("portal.again"), () => verify(portal), { class: "window-link" }),
  ];
}

/** @param {Portal} portal */
export function verified(portal) {
  const { words } = portal;
  return [
    title(words("portal.mobile-number")),
    table(portal),
    note(portal.told),
    portal.control("continue", words("portal.continue"), () => finish(portal), { class: "window-go" }),
  ];
}

function sentText({ words }, { sent }) {
  return words("window.sent", { ...sent, to: unbroken(sent.to) });
}

function table({ words, state }) {
  const checked = state.number?.state === "active";
  return h(
    "table",
    { class: "portal-table" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", text: words("portal.mobile-number") }),
        h("th", { scope: "col", text: words("portal.sms-verified") }),
      ),
    ),
    h(
      "tbody",
      {},
      h(
        "tr",
        {},
        h("td", { text: state.number?.display ?? words("portal.no-number") }),
        h(
          "td",
          { class: checked ? "portal-check" : "" },
          h("span", { "aria-hidden": "true", text: checked ? "✓" : "–" }),
          h("span", { class: "visually-hidden", text: words(checked ? "portal.yes" : "portal.no") }),
        ),
      ),
    ),
  );
}

async function verify(portal) {
  await portal.attempt(async () => {
    const { id } = await portal.ctx.session();
    const sent = await portal.ctx.api.post(`/sandboxes/${id}/number/verification`);
    portal.open("confirm", { sent, typed: "" });
    portal.ctx.voice.say(sentText(portal, sent));
    portal.ctx.emit("message.sent", { message: sent.sent.message });
    portal.ctx.emit("portal.code-sent");
  });
}

async function settle(portal) {
  const code = portal.answered;
  if (code === null) return;
  await portal.attempt(
    async () => {
      const { id } = await portal.ctx.session();
      const known = await portal.ctx.api.post(`/sandboxes/${id}/number/confirmation`, { code });
      portal.open("verified", { number: known.number, enrolled: known.sms_enrolled, typed: "" });
      portal.ctx.voice.say(portal.words("portal.says-verified"));
      portal.ctx.emit("number.active");
    },
    ({ reason, attempts_left: left }) => {
      if (reason === "wrong-response") portal.ctx.emit("number.rejected");
      if (reason === "wrong-response" && left > 0)
        return portal.set({ typed: "", notice: { key: "window.wrong", values: { count: left } } });
      if (reason === "too-soon") return;
      portal.open("number", { sent: null, typed: "" });
      portal.ctx.emit("portal.code-expired");
    },
  );
}

function finish(portal) {
  portal.open("settings", { notice: { key: portal.state.enrolled ? "portal.enrolled" : "portal.verified" } });
  portal.ctx.emit("portal.number-done");
}

// Use a device of another user name of one's own: say so, name the owner, answer with the device.

import { h } from "../../dom.js";
import { given } from "../../../sure.js";
import { answerForm, countdown, digits, drawnField, note } from "../window/parts.js";
import { ownDevices, row, title } from "./pages.js";

const CARD = "security-card";

/** The list of one's devices, or the way to another's where there is none. @param {Portal} portal */
export function sls(portal) {
  const { words, state } = portal;
  const devices = ownDevices(portal);
  if (devices.length) return deviceList(portal, devices);
  return [
    title(words("portal.sls")),
    note(portal.told),
    portal.control("already", words("portal.share-already"), () => portal.set({ chosen: true, notice: null }), {
      class: "channel",
      "aria-pressed": String(state.chosen),
    }),
    portal.control("continue", words("portal.go-on"), () => goOn(portal), { class: "window-go" }),
  ];
}

function deviceList(portal, devices) {
  const { words } = portal;
  return [
    title(words("portal.devices")),
    h("p", { class: "own-screens", text: words("guide.own-screens") }),
    note(portal.told),
    h(
      "dl",
      { class: "portal-rows" },
      ...devices.flatMap(({ kind }) => row(words(`window.device-${kind}`), words("portal.sls-active"))),
    ),
    portal.control("share-device", words("portal.share-device"), () => nameOwner(portal), { class: "window-go" }),
  ];
}

function goOn(portal) {
  if (!portal.state.chosen) return portal.tell({ key: "portal.choose-first" });
  nameOwner(portal);
}

function nameOwner(portal) {
  portal.open("owner", { owner: null });
  portal.ctx.emit("portal.share-chosen");
}

/** The owner's user name, by button; the password is drawn. @param {Portal} portal */
export function owner(portal) {
  const { words, state, ctx } = portal;
  const others = ctx.scenario.personas.filter((each) => each.id !== state.persona);
  const chosen = others.find((each) => each.id === state.owner);
  return [
    title(words("portal.owner")),
    h(
      "div",
      { class: "personas", role: "group", "aria-label": words("portal.owner-who") },
      h("p", { class: "personas-label", text: words("portal.owner-who") }),
      ...others.map((each) =>
        portal.control(`owner.${each.id}`, each.name, () => portal.set({ owner: each.id, notice: null }), {
          class: "persona",
          "aria-pressed": String(each === chosen),
        }),
      ),
    ),
    note(portal.told),
    drawnField(words("window.user-name"), chosen?.user ?? words("window.nobody"), chosen ? "" : "empty"),
    drawnField(words("window.password"), chosen ? "••••••••••" : "", "secret", words("window.password-filled")),
    portal.control("continue", words("portal.go-on"), () => ask(portal, chosen), { class: "window-go" }),
  ];
}

async function ask(portal, chosen) {
  if (!chosen) return portal.tell({ key: "window.choose-first" });
  await portal.attempt(
    async () => {
      const { id } = await portal.ctx.session();
      const login = await portal.ctx.api.post(`/sandboxes/${id}/shares`, { owner: chosen.user });
      portal.open("share", { login, typed: "" });
      portal.ctx.voice.say(portal.words("window.says-challenge", { digits: [...login.challenge].join(" ") }));
      portal.ctx.emit("portal.owner-given");
    },
    ({ reason, topic }) => reason === "not-offered" && portal.open("refused", { refusal: topic }),
  );
}

/** Not this one: the verifier says which condition is not met. @param {Portal} portal */
export function refused(portal) {
  const { words } = portal;
  const kind = portal.state.refusal === "less-secure" ? "less-secure" : "not-shared";
  return [
    title(words(`portal.${kind}`)),
    h("p", { class: "inside-text", text: words(`portal.${kind}-text`) }),
    portal.control("start-over", words("window.start-over"), () => portal.startOver(), { class: "window-go" }),
  ];
}

/** The challenge for the owner's card. @param {Portal} portal */
export function share(portal) {
  const { words, state } = portal;
  return [
    title(words("portal.share")),
    h(
      "div",
      { class: "challenge" },
      h("span", { class: "field-label", text: words("window.challenge") }),
      digits(given(state.login, "login").challenge, "digits"),
      countdown(),
    ),
    note(portal.told),
    answerForm(portal, {
      label: words("window.security-code"),
      hint: words("window.answer-hint"),
      go: words("portal.go-on"),
      send: () => settle(portal),
    }),
  ];
}

async function settle(portal) {
  const response = portal.answered;
  if (response === null) return;
  const { id: login } = given(portal.state.login, "login");
  await portal.attempt(
    async () => {
      await portal.ctx.api.post(`/logins/${login}/response`, { response });
      await takeOver(portal);
      portal.open("shared", { login: null, typed: "" });
      portal.ctx.emit("device.shared");
    },
    ({ reason, attempts_left: left }) => {
      if (reason === "wrong-response") portal.ctx.emit("response.rejected", { login });
      if (reason === "wrong-response" && left > 0)
        return portal.set({ typed: "", notice: { key: "window.wrong", values: { count: left } } });
      if (reason === "too-soon") return;
      portal.open("owner", { login: null, typed: "" });
      portal.ctx.emit("portal.code-expired");
    },
  );
}

/** It is among one's own devices from now on. */
async function takeOver({ ctx, state }) {
  const { user } = ctx.scenario.personas.find(({ id }) => id === state.owner);
  const session = await ctx.session();
  session.devices = [...session.devices, { ...ctx.device(CARD, user), shared: true }];
}

/** @param {Portal} portal */
export function shared(portal) {
  const { words, persona } = portal;
  return [
    title(words("portal.shared")),
    h("p", { class: "own-screens", text: words("guide.own-screens") }),
    h("p", { class: "inside-text", text: words("portal.shared-text", { user: persona?.user ?? "" }) }),
  ];
}

// Opting back in: from then on every login asks for a device.

import { h } from "../../dom.js";
import { note } from "../window/parts.js";
import { gear, row, title } from "./pages.js";

/** The box that leads there. @param {Portal} portal */
export function box(portal) {
  const { words } = portal;
  const open = () => (portal.open("always", { chosen: false }), portal.ctx.emit("portal.sls-settings-opened"));
  return [
    title(words("portal.sls")),
    h(
      "dl",
      { class: "portal-rows" },
      ...row(
        words("portal.sls-settings"),
        words("portal.sls-out"),
        gear(portal, "sls-settings", words("portal.sls-settings"), open),
      ),
    ),
  ];
}

/** @param {Portal} portal */
export function always(portal) {
  const { words, state } = portal;
  const choose = () => (portal.set({ chosen: true, notice: null }), portal.ctx.emit("portal.always-chosen"));
  return [
    title(words("portal.sls-settings")),
    note(portal.told),
    portal.control("always", words("portal.always"), choose, {
      class: "channel",
      "aria-pressed": String(state.chosen),
    }),
    portal.control("continue", words("portal.go-on"), () => optIn(portal), { class: "window-go" }),
  ];
}

async function optIn(portal) {
  if (!portal.state.chosen) return portal.tell({ key: "portal.choose-first" });
  await portal.attempt(async () => {
    const { id } = await portal.ctx.session();
    await portal.ctx.api.post(`/sandboxes/${id}/opt-in`);
    portal.open("opted");
    portal.ctx.emit("account.opted-in");
  });
}

/** @param {Portal} portal */
export function opted(portal) {
  const { words } = portal;
  const done = () => (portal.open("home"), portal.ctx.emit("portal.opted-done"));
  return [
    title(words("portal.sls-settings")),
    h("p", { class: "inside-text", text: words("portal.opted") }),
    portal.control("ok", words("window.ok"), done, { class: "window-go" }),
  ];
}

// The portal's menu and the pages that lead to what is practised.

import { h } from "../../dom.js";
import { control, note } from "../window/parts.js";

/** @param {Portal} portal */
export function menu(portal) {
  const { words, state } = portal;
  const link = (name, run, props = {}) => h("li", {}, control(portal, name, words(`portal.${name}`), run, { class: "portal-link", ...props }));
  return h(
    "nav",
    { class: "portal-menu", "aria-label": words("portal.menu") },
    h(
      "ul",
      {},
      link("home", () => portal.open("home"), { "aria-current": state.view === "home" ? "page" : null }),
      link("settings", () => portal.set({ menu: !state.menu }), { "aria-expanded": String(state.menu) }),
      state.menu &&
        link("user-settings", () => openSettings(portal), { class: "portal-link portal-sub", "aria-current": state.view === "home" ? null : "page" }),
    ),
  );
}

function openSettings(portal) {
  portal.open("settings");
  portal.ctx.emit("portal.settings-opened");
}

export function title(text) {
  return h("h3", { class: "portal-title", tabindex: "-1", "data-title": true, text });
}

/** @param {Portal} portal */
export function home(portal) {
  const { words, state } = portal;
  return [
    title(words("window.logged-in")),
    note(state.notice),
    h("p", { class: "inside-text", text: words("window.welcome", { name: portal.persona?.name ?? "" }) }),
    h("div", { class: "inside-chart", "aria-hidden": "true" }, ...Array.from({ length: 12 }, () => h("i"))),
  ];
}

/** User Settings: what can be changed has a gear. @param {Portal} portal */
export function settings(portal) {
  const { words, state } = portal;
  return [
    title(words("portal.user-settings")),
    note(state.notice),
    h(
      "dl",
      { class: "portal-rows" },
      ...row(words("window.user-name"), portal.persona?.user ?? ""),
      ...row(words("portal.mobile-number"), state.number?.masked ?? words("portal.no-number"), gear(portal, "number", words("portal.mobile-number"), () => openNumber(portal))),
      ...row(words("portal.language"), words("portal.language-name")),
    ),
  ];
}

function openNumber(portal) {
  portal.open("number");
  portal.ctx.emit("portal.number-opened");
}

function row(term, value, action) {
  return [h("dt", { text: term }), h("dd", {}, h("span", { text: value }), action)];
}

function gear(portal, name, what, run) {
  const button = control(portal, `gear.${name}`, portal.words("portal.gear"), run, {
    class: "portal-gear",
    "aria-label": portal.words("portal.gear-of", { what }),
  });
  button.textContent = "⚙\uFE0E";
  return button;
}

// The portal's menu and the pages that lead to what is practiced.

import { h } from "../../dom.js";
import { note } from "../window/parts.js";

const UNDER_MENU = 2481; // its article opens the side menu first
// The articles that go by the Secure Login System: its page, and what is in its line.
const SLS = new Map([
  [2481, { page: "sls", shows: (portal) => (ownDevices(portal).length ? "portal.sls-active" : "portal.sls-none") }],
  [2545, { page: "box", shows: () => "portal.sls-out" }],
]);

/** @param {Portal} portal */
export function menu(portal) {
  const { words, state } = portal;
  const collapsed = portal.ctx.scenario.article === UNDER_MENU;
  const link = (name, run, props = {}) =>
    h("li", {}, portal.control(name, words(`portal.${name}`), run, { class: "portal-link", ...props }));
  return h(
    "nav",
    { class: "portal-menu", "aria-label": words("portal.menu") },
    collapsed &&
      portal.control("menu", words("portal.menu-button"), () => portal.set({ nav: !state.nav }), {
        class: "portal-link",
        "aria-expanded": String(state.nav),
      }),
    (!collapsed || state.nav) &&
      h(
        "ul",
        {},
        link("home", () => portal.open("home"), { "aria-current": state.view === "home" ? "page" : null }),
        link("settings", () => portal.set({ menu: !state.menu }), { "aria-expanded": String(state.menu) }),
        state.menu &&
          link("user-settings", () => openSettings(portal), {
            class: "portal-link portal-sub",
            "aria-current": state.view === "home" ? null : "page",
          }),
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
  const { words } = portal;
  return [
    title(words("window.logged-in")),
    note(portal.told),
    h("p", { class: "inside-text", text: words("window.welcome", { name: portal.persona?.name ?? "" }) }),
    h("div", { class: "inside-chart", "aria-hidden": "true" }, ...Array.from({ length: 12 }, () => h("i"))),
  ];
}

/** User Settings: what can be changed has a gear. @param {Portal} portal */
export function settings(portal) {
  const { words, state } = portal;
  const way = SLS.get(portal.ctx.scenario.article);
  return [
    title(words("portal.user-settings")),
    note(portal.told),
    h(
      "dl",
      { class: "portal-rows" },
      ...row(words("window.user-name"), portal.persona?.user ?? ""),
      ...row(
        words("portal.mobile-number"),
        state.number?.masked ?? words("portal.no-number"),
        gear(portal, "number", words("portal.mobile-number"), () => openNumber(portal)),
      ),
      ...(way
        ? row(
            words("portal.sls"),
            words(way.shows(portal)),
            gear(portal, "sls", words("portal.sls"), () => openSls(portal, way.page)),
          )
        : []),
      ...row(words("portal.language"), words("portal.language-name")),
    ),
  ];
}

/** What this user name logs in with. @param {Portal} portal */
export function ownDevices(portal) {
  return portal.ctx.sandbox()?.devices ?? [];
}

function openNumber(portal) {
  portal.open("number");
  portal.ctx.emit("portal.number-opened");
}

function openSls(portal, page) {
  portal.open(page, { chosen: false });
  portal.ctx.emit("portal.sls-opened");
}

export function row(term, value, action) {
  return [h("dt", { text: term }), h("dd", {}, h("span", { text: value }), action)];
}

export function gear(portal, name, what, run) {
  return portal.control(`gear.${name}`, portal.words("portal.gear"), run, {
    text: "⚙\uFE0E",
    class: "portal-gear",
    "aria-label": portal.words("portal.gear-of", { what }),
  });
}

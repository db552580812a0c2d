// Where the app keeps things: Services before one is logged in, More or Menu afterwards.

import { h } from "../../dom.js";
import { openAuthenticate } from "./authenticate.js";
import { beginEnrolment } from "./entry.js";
import { icon } from "./icons.js";
import { mergerHome } from "./merger.js";
import { block, deadRow, deadTab, list, row, screen, tab, text } from "./parts.js";

const USABLE = new Set(["active", "revoked"]);

export const menus = {
  screens: { "app.services": services, "app.home": home, "app.more": more, "app.two-factor": twoFactor },
};

/** The button Services, top left of the screens before the login. */
export function servicesButton(phone) {
  return block(
    phone,
    "services",
    phone.words("services"),
    () => (phone.emit("services-opened"), phone.go("app.services")),
    { class: "bar-button" },
    icon("menu"),
    h("span", { text: phone.words("services") }),
  );
}

/** "Authenticate" stands only where IB Key is active. */
function authenticateRow(phone) {
  return USABLE.has(phone.state.key) && row(phone, "authenticate", phone.words("authenticate"), () => openAuthenticate(phone), { picture: "key" });
}

function registerRow(phone) {
  const begin = () => (phone.emit("register-opened"), beginEnrolment(phone, "activation", "app.register"));
  return !USABLE.has(phone.state.key) && row(phone, "register", phone.words("register"), begin, { picture: "lock" });
}

function services(phone) {
  return screen(phone, { title: phone.words("services"), look: "exemplar" }, list(null, authenticateRow(phone), registerRow(phone), deadRow(phone.words("menu-help")), deadRow(phone.words("menu-about"))));
}

function home(phone) {
  if (phone.isSingleApp) return mergerHome(phone);
  const ios = phone.system === "ios";
  const open = () => (phone.emit("menu-opened"), phone.go("app.more"));
  const menu = ios ? null : block(phone, "menu", phone.words("menu"), open, { class: "bar-button" }, icon("menu"), h("span", { text: phone.words("menu") }));
  const tabs = ios && h("nav", { class: "tabs-bar", "aria-label": phone.words("app-name") }, deadTab("chart", phone.words("tab-portfolio"), true), deadTab("next", phone.words("tab-trade")), tab(phone, "more", phone.words("more"), open));
  return screen(phone, { title: phone.words("tab-portfolio"), left: menu ?? h("span"), look: "exemplar signed-in", foot: tabs }, portfolio(phone));
}

function portfolio(phone) {
  return h(
    "div",
    { class: "portfolio" },
    h("p", { class: "app-text", text: phone.words("portfolio-text") }),
    h("div", { class: "portfolio-chart", "aria-hidden": "true" }, ...Array.from({ length: 14 }, () => h("i"))),
    ...Array.from({ length: 4 }, () => h("div", { class: "portfolio-line", "aria-hidden": "true" }, h("i"), h("i"))),
  );
}

/** Long on purpose: "Authenticate" is further down, as the article says. */
function more(phone) {
  const ios = phone.system === "ios";
  return screen(
    phone,
    { title: phone.words(ios ? "more" : "menu"), look: "exemplar" },
    list(null, ...["quotes", "orders", "trades", "charts", "alerts", "scanners"].map((each) => deadRow(phone.words(`menu-${each}`)))),
    list(null, ...["statements", "transfers", "help", "about"].map((each) => deadRow(phone.words(`menu-${each}`)))),
    list(
      phone.words("menu-security"),
      authenticateRow(phone),
      row(phone, "two-factor", phone.label("two-factor"), () => phone.go("app.two-factor"), { picture: "lock" }),
      row(phone, "log-out", phone.words("log-out"), () => logOut(phone)),
    ),
  );
}

function logOut(phone) {
  phone.state.signedIn = false;
  phone.root("app.login");
}

function twoFactor(phone) {
  const active = USABLE.has(phone.state.key);
  const begin = () => beginEnrolment(phone, "activation", "app.register");
  return screen(
    phone,
    { title: phone.label("two-factor"), look: "exemplar" },
    active ? text(phone.words("key-active-here")) : list(null, row(phone, "activate-key", phone.words("activate-key"), begin, { picture: "key" })),
  );
}

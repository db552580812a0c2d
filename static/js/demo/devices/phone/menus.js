// Where the app keeps things: Services before one is logged in, More or Menu afterwards.

import { h } from "../../dom.js";
import { openAuthenticate } from "./authenticate.js";
import { beginEnrolment } from "./entry.js";
import { mergerHome } from "./merger.js";
import { barButton, deadRows, deadTab, drawnChart, list, row, screen, tab, tabs, text } from "./parts.js";

const USABLE = new Set(["active", "revoked"]);

export const menus = {
  screens: { "app.services": services, "app.home": home, "app.more": more, "app.two-factor": twoFactor },
};

/** The button Services, top left of the screens before the login. */
export function servicesButton(phone) {
  return barButton(phone, "services", () => (phone.emit("services-opened"), phone.go("app.services")));
}

/** "Authenticate" is only where IB Key is active. */
function authenticateRow(phone) {
  if (!USABLE.has(phone.state.key)) return null;
  return row(phone, "authenticate", () => openAuthenticate(phone), { picture: "key" });
}

function registerRow(phone) {
  const begin = () => (phone.emit("register-opened"), beginEnrolment(phone, "activation", "app.register", true));
  return !USABLE.has(phone.state.key) && row(phone, "register", begin, { picture: "lock" });
}

function services(phone) {
  return screen(
    phone,
    { title: phone.words("services"), look: "exemplar" },
    list(null, authenticateRow(phone), registerRow(phone), ...deadRows(phone, "menu", ["help", "about"])),
  );
}

function home(phone) {
  if (phone.isSingleApp) return mergerHome(phone);
  const ios = phone.system === "ios";
  const open = () => (phone.emit("menu-opened"), phone.go("app.more"));
  const left = ios ? h("span") : barButton(phone, "menu", open);
  const foot =
    ios &&
    tabs(
      phone,
      deadTab("chart", phone.words("tab-portfolio"), true),
      deadTab("next", phone.words("tab-trade")),
      tab(phone, "more", open),
    );
  return screen(phone, { title: phone.words("tab-portfolio"), left, foot, look: "exemplar" }, portfolio(phone));
}

function portfolio(phone) {
  return h(
    "div",
    { class: "portfolio" },
    h("p", { class: "app-text", text: phone.words("portfolio-text") }),
    drawnChart(),
    ...Array.from({ length: 4 }, () => h("div", { class: "portfolio-line", "aria-hidden": "true" }, h("i"), h("i"))),
  );
}

/** Long on purpose: "Authenticate" is further down, as the article says. */
function more(phone) {
  const ios = phone.system === "ios";
  return screen(
    phone,
    { title: phone.words(ios ? "more" : "menu"), look: "exemplar" },
    list(null, ...deadRows(phone, "menu", ["quotes", "orders", "trades", "charts", "alerts", "scanners"])),
    list(null, ...deadRows(phone, "menu", ["statements", "transfers", "help", "about"])),
    list(
      phone.words("menu-security"),
      authenticateRow(phone),
      row(phone, "two-factor", () => phone.go("app.two-factor"), { label: phone.label("two-factor"), picture: "lock" }),
      row(phone, "log-out", () => logOut(phone)),
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
    active && text(phone.words("key-active-here")),
    !active && list(null, row(phone, "activate-key", begin, { picture: "key" })),
  );
}

// The app of the days when IB TWS and IB Key became one: its home screen, and how the old app's key moves over.

import { h } from "../../dom.js";
import { openAuthenticate } from "./authenticate.js";
import { icon } from "./icons.js";
import { block, control, deadRow, deadTab, ending, go, list, row, screen, tab, text } from "./parts.js";

export const merger = {
  screens: {
    "app.trade": trade,
    "app.application": application,
    "app.debit-card": debitCard,
    "app.detected": detected,
    "app.merged": merged,
    "old.app": oldApp,
  },
  confirmed: { merge: merge },
};

const ACTIVE = new Set(["active", "revoked"]);

export function mergerHome(phone) {
  const tile = (name, picture, press) =>
    h("li", {}, block(phone, name, phone.words(name), press, { class: "tile" }, icon(picture), h("span", { text: phone.words(name) })));
  return screen(
    phone,
    { title: phone.words("app-name"), left: h("span"), look: "exemplar" },
    h(
      "ul",
      { class: "tiles" },
      tile("trade", "chart", () => (phone.emit("trade-opened"), phone.go("app.trade"))),
      tile("authentication", "key", () => openAuthentication(phone)),
      tile("debit-card", "shop", () => (phone.emit("debit-card-opened"), phone.go("app.debit-card"))),
    ),
  );
}

function openAuthentication(phone) {
  if (ACTIVE.has(phone.state.key)) return openAuthenticate(phone);
  phone.emit("old-key-detected");
  return phone.go("app.detected");
}

function trade(phone) {
  const ios = phone.system === "ios";
  const open = (id) => () => (phone.emit("menu-opened"), phone.go(id));
  const foot = ios && h("nav", { class: "tabs-bar", "aria-label": phone.words("trade") }, deadTab("chart", phone.words("tab-portfolio"), true), tab(phone, "more", phone.words("more"), open("app.more")));
  const right = ios ? null : control(phone, "application", phone.words("application"), open("app.application"), { class: "bar-button" });
  return screen(phone, { title: phone.words("trade"), right, look: "exemplar", foot }, text(phone.words("trade-text")), h("div", { class: "portfolio-chart", "aria-hidden": "true" }, ...Array.from({ length: 14 }, () => h("i"))));
}

function application(phone) {
  return screen(
    phone,
    { title: phone.words("application"), look: "exemplar" },
    list(null, ...["quotes", "orders", "trades", "charts", "alerts", "scanners", "statements"].map((each) => deadRow(phone.words(`menu-${each}`)))),
    list(phone.words("app-settings"), row(phone, "app-settings", phone.words("app-settings"), () => phone.emit("app-settings-found"), { picture: "settings" }), deadRow(phone.words("menu-help"))),
  );
}

function debitCard(phone) {
  return screen(phone, { title: phone.words("debit-card"), look: "exemplar", own: true }, text(phone.words(ACTIVE.has(phone.state.key) ? "debit-card-text" : "debit-card-first")));
}

/** The key of the old app stands on the same phone: it is carried over here, and nothing is asked of anyone. */
function detected(phone) {
  return screen(
    phone,
    { title: phone.words("authentication"), look: "exemplar" },
    text(phone.words("detected-text"), "lead"),
    go(phone, "migrate-automatically", phone.words("migrate-automatically"), () => phone.confirm("merge")),
    control(phone, "later", phone.words("later"), () => phone.back(), { class: "plain" }),
  );
}

function merge(phone) {
  phone.state.key = "active";
  phone.state.stacks.app = ["app.home", "app.merged"];
  phone.emit("migrated");
  phone.open("app");
  phone.say(phone.words("merged"));
}

function merged(phone) {
  return screen(phone, { title: phone.words("authentication"), look: "exemplar", own: true }, ending(true, phone.words("merged"), phone.words("merged-text")), go(phone, "done", phone.words("done"), () => phone.root("app.home")));
}

/** The stand-alone app: before the move it works no more than this says, after it it sends one on. */
function oldApp(phone) {
  const moved = phone.state.key !== "old";
  return screen(phone, { title: phone.words("old-app"), own: true }, text(phone.words(moved ? "old-app-moved" : "old-app-text"), "lead"));
}

// The app of the days when IB TWS and IB Key became one: its home screen, and how the old app's key moves over.

import { h } from "../../dom.js";
import { openAuthenticate } from "./authenticate.js";
import { icon } from "./icons.js";
import {
  block,
  control,
  deadRows,
  deadTab,
  drawnChart,
  ending,
  go,
  list,
  row,
  screen,
  tab,
  tabs,
  text,
} from "./parts.js";

export const merger = {
  screens: {
    "app.trade": trade,
    "app.functions": functions,
    "app.other-functions": otherFunctions,
    "app.debit-card": debitCard,
    "app.no-key": noKey,
    "app.update": update,
    "app.detected": detected,
    "app.merged": merged,
    "old.app": oldApp,
  },
  confirmed: { merge: merge },
};

const ACTIVE = new Set(["active", "revoked"]);

export function mergerHome(phone) {
  const tile = (name, picture, press) =>
    h(
      "li",
      {},
      block(
        phone,
        name,
        phone.words(name),
        press,
        { class: "tile" },
        icon(picture),
        h("span", { text: phone.words(name) }),
      ),
    );
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
  const { key, outdated } = phone.state;
  if (ACTIVE.has(key)) return openAuthenticate(phone);
  if (key === "none") return phone.go("app.no-key");
  phone.emit("old-key-detected");
  return phone.go(outdated ? "app.update" : "app.detected");
}

function trade(phone) {
  const ios = phone.system === "ios";
  const open = () => (phone.emit("menu-opened"), phone.go("app.functions"));
  const foot = ios && tabs(phone, deadTab("chart", phone.words("tab-portfolio"), true), tab(phone, "more", open));
  const right = ios ? null : control(phone, "application", open, { class: "bar-button" });
  return screen(
    phone,
    { title: phone.words("trade"), right, look: "exemplar", foot },
    text(phone.words("trade-text")),
    drawnChart(),
  );
}

/** The menu More or Application: what one looks for is at its end, so that one has to scroll. */
function functions(phone) {
  const ios = phone.system === "ios";
  const open = () => (phone.emit("app-settings-found"), phone.go("app.other-functions"));
  return screen(
    phone,
    { title: phone.words(ios ? "more" : "application"), look: "exemplar" },
    list(null, ...deadRows(phone, "menu", ["quotes", "orders", "trades", "charts", "alerts", "scanners"])),
    list(null, ...deadRows(phone, "menu", ["statements", "transfers"])),
    list(
      ios ? null : phone.words("app-settings"),
      ...deadRows(phone, "menu", ["help", "about"]),
      row(phone, "other-functions", open, { picture: "settings" }),
    ),
  );
}

function otherFunctions(phone) {
  const title = phone.words("other-functions");
  return screen(phone, { title, look: "exemplar", own: true }, text(phone.words("other-functions-text")));
}

function debitCard(phone) {
  const words = phone.words(ACTIVE.has(phone.state.key) ? "debit-card-text" : "debit-card-first");
  return screen(phone, { title: phone.words("debit-card"), look: "exemplar", own: true }, text(words));
}

/** Who only ever traded has no key to bring over. */
function noKey(phone) {
  return screen(
    phone,
    { title: phone.words("authentication"), look: "exemplar", own: true },
    text(phone.words("no-key-text"), "lead"),
  );
}

function update(phone) {
  return screen(
    phone,
    { title: phone.words("authentication"), look: "exemplar" },
    text(phone.words("update-text"), "lead"),
    go(phone, "update", () => updated(phone)),
    control(phone, "later", () => postpone(phone), { class: "plain" }),
  );
}

function postpone(phone) {
  phone.back();
  phone.emit("offer-postponed");
}

function updated(phone) {
  phone.state.outdated = false;
  phone.state.stacks.app = ["app.home", "app.detected"];
  phone.emit("app-updated");
  phone.open("app");
  phone.say(phone.words("updated"));
}

/** The key of the old app is on the same phone: it is carried over here, and nothing is asked of anyone. */
function detected(phone) {
  return screen(
    phone,
    { title: phone.words("authentication"), look: "exemplar" },
    text(phone.words("detected-text"), "lead"),
    go(phone, "migrate-automatically", () => phone.confirm("merge")),
    control(phone, "later", () => postpone(phone), { class: "plain" }),
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
  return screen(
    phone,
    { title: phone.words("authentication"), look: "exemplar", own: true },
    ending(true, phone.words("merged"), phone.words("merged-text")),
    go(phone, "done", () => phone.root("app.home")),
  );
}

/** The stand-alone app: before the move it works no more than this says, after it it sends one on. */
function oldApp(phone) {
  const moved = phone.state.key !== "old";
  return screen(
    phone,
    { title: phone.words("old-app"), own: true },
    text(phone.words(moved ? "old-app-moved" : "old-app-text"), "lead"),
  );
}

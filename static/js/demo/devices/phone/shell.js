// The telephone itself: its frame, the bars at its edges, what lies over the apps, and the screens that belong to none.

import { h } from "../../dom.js";
import { callScreen } from "./call.js";
import { openApp, openNotice, openOldApp } from "./entry.js";
import { icon, signal } from "./icons.js";
import { block, control, iconButton, keptText } from "./parts.js";
import { securitySheet } from "./security.js";
import { airplaneSwitch } from "./switches.js";
import { dateOf, nowOn, timeOf } from "./world.js";

/** Everything inside the bezel. @param {Phone} phone @param {Record<string, (phone: Phone) => Element>} screens */
export function draw(phone, screens) {
  const { state } = phone;
  const covered = state.sheet || state.shade;
  const front = h("div", { class: "phone-front", inert: Boolean(covered) }, frontOf(phone, screens));
  return h(
    "div",
    { class: "phone-body", "data-system": phone.system, "data-screen": phone.screenId, "data-at": state.at },
    h(
      "div",
      { class: "phone-screen" },
      h("div", { class: "phone-camera", "aria-hidden": "true" }),
      statusBar(phone),
      h("p", { class: "practice-mark", text: phone.ctx.words("mark") }),
      banner(phone),
      h("div", { class: "phone-main" }, front, state.shade && shade(phone), state.sheet && securitySheet(phone)),
      state.toast && h("p", { class: "phone-toast", text: keptText(phone, state.toast) }),
      systemBar(phone),
    ),
  );
}

/** What changes with the time alone. */
export function tick(phone) {
  for (const each of phone.bezel.querySelectorAll("[data-clock]")) {
    const shown = timeOf(nowOn(phone));
    if (each.textContent !== shown) each.textContent = shown;
  }
}

function frontOf(phone, screens) {
  const { state } = phone;
  if (state.lost) return lostScreen(phone);
  if (state.call) return callScreen(phone);
  if (state.locked) return lockScreen(phone);
  if (state.at === "home") return homeScreen(phone);
  return screens[phone.screenId](phone);
}

// Bars -----------------------------------------------------------------------------------------------------------

function statusBar(phone) {
  const { state } = phone;
  const network = state.airplane ? "airplane" : state.coverage ? "full" : "none";
  const count = phone.inbox.notices.length;
  const label = phone.words(state.shade ? "shade-close" : "shade-open", {
    network: phone.words(`network-${network}`),
    count,
  });
  const usable = !state.call && !state.lost && !state.off;
  return h(
    "div",
    { class: "phone-status" },
    block(
      phone,
      "shade",
      label,
      () =>
        usable &&
        (phone.set({ shade: !state.shade }), phone.say(phone.words(state.shade ? "shade-open-now" : "shade-shut"))),
      { class: "status-button", "aria-label": label, "aria-expanded": String(state.shade), disabled: !usable },
      h("span", { class: "status-clock", "data-clock": true, text: timeOf(nowOn(phone)) }),
      h(
        "span",
        { class: "status-signs" },
        count > 0 && h("span", { class: "status-dot", text: String(count) }),
        signal(network),
        battery(),
      ),
    ),
  );
}

function battery() {
  return h("span", { class: "status-battery", "aria-hidden": "true" }, h("i"));
}

function systemBar(phone) {
  const { state } = phone;
  if (state.call || state.lost || state.locked || state.off) return h("div", { class: "phone-bar" });
  const home = () => phone.home();
  if (phone.system === "ios") {
    return h(
      "div",
      { class: "phone-bar" },
      block(
        phone,
        "home",
        phone.words("control-home"),
        home,
        { class: "home-pill", "aria-label": phone.words("control-home") },
        h("i"),
      ),
      iconButton(phone, "power", phone.words("power"), "power", () => power(phone), { class: "icon-button bar-power" }),
    );
  }
  const back = phone.canGoBack || state.at !== "home" || state.shade || state.sheet;
  return h(
    "div",
    { class: "phone-bar" },
    iconButton(phone, "back", phone.words("control-back"), "back", () => phone.back(), {
      disabled: !back,
      class: "icon-button",
    }),
    iconButton(phone, "home", phone.words("control-home"), "home", home),
    iconButton(phone, "power", phone.words("power"), "power", () => power(phone)),
  );
}

function power(phone) {
  phone.open("power", ["power.menu"]);
  phone.emit("power-opened");
}

// Notices --------------------------------------------------------------------------------------------------------

function noticeTitle(phone, item) {
  return phone.words(item.kind === "sms" ? "messages" : phone.state.key === "old" ? "old-app" : "app-name");
}

function noticeText(phone, item) {
  return phone.words(item.kind === "sms" ? "notice-sms" : "notice-push");
}

function noticeButton(phone, item, name) {
  const label = `${noticeTitle(phone, item)}: ${noticeText(phone, item)}`;
  return block(
    phone,
    name,
    label,
    () => openNotice(phone, item),
    { class: "notice" },
    h("span", { class: `notice-sign notice-${item.kind}` }, icon(item.kind === "sms" ? "message" : "key")),
    h(
      "span",
      { class: "notice-words" },
      h("strong", { text: noticeTitle(phone, item) }),
      h("span", { text: noticeText(phone, item) }),
    ),
  );
}

function banner(phone) {
  const { state } = phone;
  const covered = state.shade || state.locked || state.call || state.lost || state.off;
  const item = phone.inbox.notices.find((each) => each.n === state.banner);
  if (covered || !item) return null;
  const dismiss = () => phone.set({ banner: null });
  return h(
    "div",
    { class: "phone-banner" },
    noticeButton(phone, item, "notification"),
    iconButton(phone, "dismiss", phone.words("dismiss"), "close", dismiss),
  );
}

function noticeList(phone) {
  const items = phone.inbox.notices;
  if (!items.length) return h("p", { class: "no-notices", text: phone.words("no-notices") });
  const names = items.map((each, place) => (place ? `notification.${each.n}` : "notification"));
  return h(
    "ul",
    { class: "notices" },
    ...items.map((each, place) => h("li", {}, noticeButton(phone, each, names[place]))),
  );
}

function shade(phone) {
  return h(
    "div",
    { class: "phone-shade", role: "group", "aria-label": phone.words("shade") },
    h("div", { class: "toggles" }, airplaneSwitch(phone)),
    noticeList(phone),
  );
}

// Screens of no app ----------------------------------------------------------------------------------------------

function homeScreen(phone) {
  const { state } = phone;
  const old = phone.isSingleApp && state.key !== "none";
  const unread = phone.inbox.texts.filter((each) => !each.read).length;
  return h(
    "div",
    { class: "phone-home" },
    h("h3", { class: "quiet-title", tabindex: "-1", "data-title": true, text: phone.words("home-screen") }),
    h(
      "p",
      { class: "home-clock", "aria-hidden": "true" },
      h("span", { "data-clock": true, text: timeOf(nowOn(phone)) }),
    ),
    h("p", { class: "home-date", "aria-hidden": "true", text: dateOf(nowOn(phone)) }),
    h(
      "ul",
      { class: "home-icons" },
      state.installed && appIcon(phone, "app", phone.words("app-name"), "exemplar", () => openApp(phone)),
      old && appIcon(phone, "old-app", phone.words("old-app"), "key", () => openOldApp(phone)),
      appIcon(
        phone,
        "messages",
        phone.words("messages"),
        "message",
        () => phone.open("messages", ["messages.list"]),
        unread,
      ),
      appIcon(phone, "calls", phone.words("calls"), "phone", () => phone.open("calls", ["calls.list"])),
      appIcon(
        phone,
        "settings",
        phone.words("settings"),
        "settings",
        () => (phone.open("settings", ["settings.root"]), phone.emit("settings-opened")),
      ),
      appIcon(
        phone,
        "shop",
        phone.words("shop"),
        "shop",
        () => (phone.emit("shop-opened"), phone.open("shop", ["shop.page"])),
      ),
    ),
  );
}

function appIcon(phone, name, label, picture, press, count = 0) {
  const spoken = count ? phone.words("icon-unread", { app: label, count }) : label;
  return h(
    "li",
    {},
    block(
      phone,
      name,
      label,
      press,
      { class: `home-icon icon-${name}`, "aria-label": spoken },
      h(
        "span",
        { class: "icon-tile" },
        picture === "exemplar" ? exemplarSign() : icon(picture),
        count > 0 && h("span", { class: "icon-count", text: String(count) }),
      ),
      h("span", { class: "icon-name", text: label }),
    ),
  );
}

function exemplarSign() {
  return h("span", { class: "exemplar-sign", "aria-hidden": "true" }, "E");
}

function lockScreen(phone) {
  return h(
    "div",
    { class: "phone-lock" },
    h("h3", { class: "quiet-title", tabindex: "-1", "data-title": true, text: phone.words("lock-screen") }),
    h(
      "p",
      { class: "home-clock", "aria-hidden": "true" },
      h("span", { "data-clock": true, text: timeOf(nowOn(phone)) }),
    ),
    h("p", { class: "home-date", "aria-hidden": "true", text: dateOf(nowOn(phone)) }),
    noticeList(phone),
    control(phone, "unlock", () => unlock(phone), { label: phone.words("control-unlock"), class: "unlock" }),
  );
}

function unlock(phone) {
  phone.state.locked = false;
  phone.emit("unlocked");
  phone.home();
}

function lostScreen(phone) {
  return h(
    "div",
    { class: "phone-lost" },
    h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: phone.words("lost-title") }),
    h("p", { class: "app-text", text: phone.words("lost-text") }),
  );
}

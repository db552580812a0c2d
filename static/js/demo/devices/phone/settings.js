// The phone's own settings. On Android an app's data can be cleared there, and with it the key goes for good.

import { h } from "../../dom.js";
import * as keyring from "./keyring.js";
import { control, deadRows, dialogScreen, ending, go, list, row, screen } from "./parts.js";
import { airplaneSwitch, clockRow, clockScreen } from "./switches.js";

const STUCK = "stuck-sms"; // a fault that goes with a restart
const OLD_ANDROID = 5; // up to this version Clear Data is on the app's own page

export const settings = {
  screens: {
    "settings.root": root,
    "settings.applications": applications,
    "settings.apps": apps,
    "settings.app": app,
    "settings.storage": storage,
    "settings.clear": clear,
    "settings.clock": clockScreen,
    "power.menu": power,
    "power.off": off,
  },
  heard: tellForgotten,
};

const isOld = (phone) => phone.world.version !== null && phone.world.version <= OLD_ANDROID;

function root(phone) {
  const android = phone.system === "android";
  const open = (name) => () => phone.go(`settings.${name}`);
  const dead = (...names) => deadRows(phone, "settings", names);
  return screen(
    phone,
    { title: phone.words("settings") },
    list(phone.words("settings-network"), h("li", { class: "row row-switch" }, airplaneSwitch(phone)), ...dead("wifi")),
    android &&
      isOld(phone) &&
      list(
        phone.words("settings-device"),
        ...dead("display"),
        row(phone, "apps", () => listApps(phone)),
      ),
    android &&
      !isOld(phone) &&
      list(phone.words("settings-phone"), ...dead("display"), row(phone, "applications", open("applications"))),
    list(null, clockRow(phone), ...dead("sound", "about")),
  );
}

function applications(phone) {
  return screen(
    phone,
    { title: phone.words("applications") },
    list(
      null,
      row(phone, "application-manager", () => listApps(phone)),
      ...deadRows(phone, "settings", ["default-apps"]),
    ),
  );
}

function listApps(phone) {
  phone.go("settings.apps");
  phone.emit("apps-listed");
}

/** The app is below the others: one has to scroll. */
function apps(phone) {
  const others = ["calculator", "calendar", "camera", "contacts", "clock", "maps", "mail", "music", "weather"];
  const own =
    phone.state.installed &&
    row(phone, "exemplar", () => openInfo(phone), { label: phone.words("app-name"), picture: "chart" });
  return screen(
    phone,
    { title: phone.words(isOld(phone) ? "apps" : "application-manager") },
    list(null, ...deadRows(phone, "other", others), own),
  );
}

function openInfo(phone) {
  phone.state.cleared = false;
  phone.go("settings.app");
  phone.emit("app-info-opened");
}

function app(phone) {
  const title = phone.words("app-name");
  if (isOld(phone)) return screen(phone, { title }, ...stored(phone));
  const open = row(phone, "storage", () => openStorage(phone), { value: sizeOf(phone) });
  return screen(phone, { title }, list(null, open, ...deadRows(phone, "settings", ["permissions", "notifications"])));
}

function openStorage(phone) {
  phone.go("settings.storage");
  phone.emit("storage-opened");
}

function storage(phone) {
  return screen(phone, { title: phone.words("storage") }, ...stored(phone));
}

function sizeOf(phone) {
  return phone.words(phone.state.cleared ? "data-none" : "data-some");
}

function stored(phone) {
  const { cleared } = phone.state;
  const clearing = go(phone, "clear-data", () => phone.go("settings.clear"), { disabled: Boolean(cleared) });
  return [
    h("dl", { class: "details" }, h("dt", { text: phone.words("data") }), h("dd", { text: sizeOf(phone) })),
    cleared && ending(true, phone.words("data-gone"), phone.words("data-gone-text")),
    clearing,
  ];
}

function clear(phone) {
  return dialogScreen(phone, phone.words("clear-title"), phone.words("clear-text"), [
    ["cancel", () => phone.back()],
    ["ok", () => clearData(phone)],
  ]);
}

function clearData(phone) {
  const { key } = phone.state;
  keyring.forget(phone);
  const forgotten = !["none", "lost"].includes(key); // what the verifier does not know yet
  Object.assign(phone.state, {
    cleared: true,
    signedIn: false,
    first: true,
    forgotten,
    key: key === "none" ? "none" : "lost",
  });
  delete phone.state.stacks.app;
  phone.back();
  phone.say(phone.words("data-gone"));
  phone.emit("data-cleared");
}

/** It is the practice that tells, as no phone would, so a network makes no difference; before there is a sandbox, it waits. */
async function tellForgotten(phone) {
  const { sandbox, state } = phone;
  if (!state.forgotten || !sandbox) return;
  state.forgotten = false;
  try {
    await phone.ctx.api.post(`/sandboxes/${sandbox.id}/phones/${phone.id}/forget`);
  } catch (problem) {
    if (!problem.body) throw problem;
    state.forgotten = true; // with the next that happens
  }
}

// Off and on -------------------------------------------------------------------------------------------------------

function power(phone) {
  return h(
    "div",
    { class: "app power" },
    h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: phone.words("power") }),
    control(phone, "restart", () => start(phone), { class: "second" }),
    control(phone, "power-off", () => switchOff(phone), { class: "second" }),
    control(phone, "lock", () => ((phone.state.locked = true), phone.home()), { class: "second" }),
    control(phone, "cancel", () => phone.home(), { class: "plain" }),
  );
}

function switchOff(phone) {
  phone.state.off = true;
  phone.root("power.off");
  phone.emit("switched-off");
}

function off(phone) {
  return h(
    "div",
    { class: "app power dark" },
    h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: phone.words("is-off") }),
    go(phone, "power-on", () => start(phone)),
  );
}

/** Every app is closed, nothing that was kept is lost. */
async function start(phone) {
  Object.assign(phone.state, { stacks: {}, off: false, locked: true, shade: false, sheet: null });
  phone.home();
  phone.say(phone.words("restarted"));
  phone.emit("rebooted");
  if (phone.sandbox?.faults?.[STUCK]) await phone.ctx.attempt(() => phone.ctx.setFault(STUCK, false));
  await phone.inbox.pull();
}

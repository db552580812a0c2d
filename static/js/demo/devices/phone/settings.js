// The phone's own settings. On Android an app's data can be cleared there, and with it the key goes for good.

import { h } from "../../dom.js";
import { airplaneSwitch } from "./airplane.js";
import * as keyring from "./keyring.js";
import { control, deadRow, dialogScreen, ending, go, list, row, screen, text } from "./parts.js";

const OLD_ANDROID = 5; // up to this version Clear Data stands on the app's own page

export const settings = {
  screens: {
    "settings.root": root,
    "settings.applications": applications,
    "settings.apps": apps,
    "settings.app": app,
    "settings.storage": storage,
    "settings.clear": clear,
    "power.menu": power,
    "power.off": off,
  },
};

const isOld = (phone) => phone.world.version !== null && phone.world.version <= OLD_ANDROID;

function root(phone) {
  const android = phone.system === "android";
  const open = (id) => () => phone.go(id);
  return screen(
    phone,
    { title: phone.words("settings") },
    list(phone.words("settings-network"), h("li", { class: "row row-switch" }, airplaneSwitch(phone)), deadRow(phone.words("settings-wifi"))),
    android && isOld(phone) && list(phone.words("settings-device"), deadRow(phone.words("settings-display")), row(phone, "apps", phone.words("apps"), open("settings.apps"))),
    android && !isOld(phone) && list(phone.words("settings-phone"), deadRow(phone.words("settings-display")), row(phone, "applications", phone.words("applications"), open("settings.applications"))),
    list(null, deadRow(phone.words("settings-sound")), deadRow(phone.words("settings-about"))),
  );
}

function applications(phone) {
  return screen(
    phone,
    { title: phone.words("applications") },
    list(null, row(phone, "application-manager", phone.words("application-manager"), () => phone.go("settings.apps")), deadRow(phone.words("settings-default-apps"))),
  );
}

/** The app stands below the others: one has to scroll. */
function apps(phone) {
  const others = ["calculator", "calendar", "camera", "contacts", "clock", "maps", "mail", "music", "weather"];
  const name = phone.words("app-name");
  return screen(
    phone,
    { title: phone.words(isOld(phone) ? "apps" : "application-manager") },
    list(null, ...others.map((each) => deadRow(phone.words(`other-${each}`))), phone.state.installed && row(phone, "exemplar", name, () => openInfo(phone), { picture: "chart" })),
  );
}

function openInfo(phone) {
  phone.state.cleared = false;
  phone.go("settings.app");
}

function app(phone) {
  const body = isOld(phone)
    ? stored(phone)
    : [list(null, row(phone, "storage", phone.words("storage"), () => phone.go("settings.storage"), { value: sizeOf(phone) }), deadRow(phone.words("settings-permissions")), deadRow(phone.words("settings-notifications")))];
  return screen(phone, { title: phone.words("app-name") }, ...body);
}

function storage(phone) {
  return screen(phone, { title: phone.words("storage") }, ...stored(phone));
}

function sizeOf(phone) {
  return phone.words(phone.state.cleared ? "data-none" : "data-some");
}

function stored(phone) {
  const { cleared } = phone.state;
  const clearing = go(phone, "clear-data", phone.words("clear-data"), () => phone.go("settings.clear"), { disabled: Boolean(cleared) });
  return [
    h("dl", { class: "details" }, h("dt", { text: phone.words("data") }), h("dd", { text: sizeOf(phone) })),
    cleared && ending(true, phone.words("data-gone"), phone.words("data-gone-text")),
    clearing,
  ];
}

function clear(phone) {
  return dialogScreen(phone, phone.words("clear-title"), phone.words("clear-text"), [
    ["cancel", phone.words("cancel"), () => phone.back()],
    ["ok", phone.words("ok"), () => clearData(phone)],
  ]);
}

async function clearData(phone) {
  const had = keyring.forget(phone);
  Object.assign(phone.state, { cleared: true, signedIn: false, first: true, key: had || phone.state.key !== "none" ? "lost" : "none" });
  delete phone.state.stacks.app;
  phone.back();
  phone.say(phone.words("data-gone"));
  phone.emit("data-cleared");
  if (had && phone.connected) await phone.ask(() => phone.ctx.api.post(`/sandboxes/${phone.sandbox.id}/phones/${phone.id}/forget`));
}

// Off and on -------------------------------------------------------------------------------------------------------

function power(phone) {
  return h(
    "div",
    { class: "app power" },
    h("h3", { class: "app-title", tabindex: "-1", "data-title": true, text: phone.words("power") }),
    control(phone, "restart", phone.words("restart"), () => start(phone), { class: "second" }),
    control(phone, "power-off", phone.words("power-off"), () => switchOff(phone), { class: "second" }),
    control(phone, "lock", phone.words("lock"), () => ((phone.state.locked = true), phone.home()), { class: "second" }),
    control(phone, "cancel", phone.words("cancel"), () => phone.home(), { class: "plain" }),
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
    go(phone, "power-on", phone.words("power-on"), () => start(phone)),
  );
}

/** Every app is closed, nothing that was kept is lost. */
async function start(phone) {
  Object.assign(phone.state, { stacks: {}, off: false, locked: true, shade: false, sheet: null });
  phone.home();
  phone.say(phone.words("restarted"));
  phone.emit("rebooted");
  await phone.inbox.pull();
}

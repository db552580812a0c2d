// Where one comes out on opening the trading app, or a notice.

import { freshEnrol, freshRequest } from "./state.js";

/** Open the app from its icon. */
export function openApp(phone) {
  const { state } = phone;
  const kept = state.stacks.app?.length && !state.first;
  phone.emit("app-opened");
  if (kept && !ENTRANCES.has(state.stacks.app[0]) && keyIsFine(state)) return phone.open("app");
  phone.open("app", [entrance(phone)]);
  state.first = false;
  phone.changed();
}

const ENTRANCES = new Set(["app.locked", "app.restore", "app.first", "app.allow", "app.register"]);

function keyIsFine({ key }) {
  return !["kept", "lost", "locked"].includes(key);
}

/** The screen with which the app begins. */
export function entrance(phone) {
  const { state, system } = phone;
  if (phone.isSingleApp) return "app.home";
  if (state.key === "locked") return "app.locked";
  if (state.key === "lost") return "app.first";
  if (state.key === "kept") return "app.restore";
  if (state.first) return system === "ios" ? "app.allow" : "app.register";
  return state.signedIn ? "app.home" : "app.login";
}

/** Open a notice: a text in Messages, a request in the app. */
export function openNotice(phone, item) {
  const { state } = phone;
  if (item.kind === "sms") return phone.openThread();
  Object.assign(state, { banner: null, shade: false, locked: false });
  phone.emit("notification-opened");
  if (state.request.n !== item.n) state.request = freshRequest(item.n);
  phone.open("app", [state.signedIn ? "app.home" : "app.login", "app.request"]);
  if (!state.request.open) phone.confirm("request");
}

/** Begin an activation, a recovery or a migration. @param {"activation" | "recovery" | "migration"} kind */
export function beginEnrolment(phone, kind, screen) {
  phone.state.enrol = freshEnrol(kind);
  phone.go(screen);
}

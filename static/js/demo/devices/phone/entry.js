// Where one comes out on opening the trading app, or a notice.

import { freshEnrol, freshRequest } from "./state.js";

const BEGUN = { activation: "activation-begun", recovery: "recovery-begun", migration: "migration-begun" };

/** Open the app from its icon: as it was left, or at its beginning. */
export function openApp(phone) {
  const { state } = phone;
  const stack = state.stacks.app?.length ? state.stacks.app : [entrance(phone)];
  state.first = false;
  phone.open("app", stack);
  phone.emit("app-opened");
}

/** Open the stand-alone app that came before. */
export function openOldApp(phone) {
  phone.open("old", ["old.app"]);
  phone.emit("old-app-opened");
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

/** Open a notice: a text in Messages, a request in the app that has the key. */
export function openNotice(phone, item) {
  const { state } = phone;
  if (item.kind === "sms") return phone.openThread();
  Object.assign(state, { banner: null, shade: false, locked: false });
  if (state.key === "old") return openOldApp(phone);
  phone.emit("notification-opened");
  if (state.request.n !== item.n) state.request = freshRequest(item.n);
  phone.open("app", [phone.isSingleApp || state.signedIn ? "app.home" : "app.login", "app.request"]);
  if (!state.request.open) phone.confirm("request");
}

/**
 * Begin an activation, a recovery or a migration.
 *
 * @param {Phone} phone @param {"activation" | "recovery" | "migration"} kind @param {string} screen
 * @param {boolean} [chosen]  "Register Two-Factor" was what led here, and need not be chosen again
 */
export function beginEnrolment(phone, kind, screen, chosen = false) {
  phone.state.enrol = { ...freshEnrol(kind), chosen };
  phone.emit(BEGUN[kind]);
  phone.go(screen);
}

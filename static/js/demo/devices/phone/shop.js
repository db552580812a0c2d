// The phone's shop, with the one app that it needs.

import { h } from "../../dom.js";
import { openApp } from "./entry.js";
import * as keyring from "./keyring.js";
import { control, go, screen, text } from "./parts.js";
import { freshEnrol, freshLogin } from "./state.js";

export const shop = { screens: { "shop.page": page } };

function page(phone) {
  const { installed } = phone.state;
  return screen(
    phone,
    { title: phone.words("shop") },
    h(
      "div",
      { class: "shop-app" },
      h("span", { class: "icon-tile shop-tile", "aria-hidden": "true" }, h("span", { class: "exemplar-sign" }, "E")),
      h(
        "div",
        {},
        h("p", { class: "shop-name", text: phone.words("app-name") }),
        h("p", { class: "app-hint", text: phone.words("shop-maker") }),
      ),
      next(phone),
    ),
    text(phone.words("shop-text")),
    installed && control(phone, "uninstall", () => uninstall(phone), { class: "plain bad" }),
  );
}

/** GET, then INSTALL, then Open. */
function next(phone) {
  const { installed, getting } = phone.state;
  if (installed) return go(phone, "open", () => openApp(phone));
  return getting ? go(phone, "install", () => install(phone)) : go(phone, "get", () => get(phone));
}

function get(phone) {
  phone.set({ getting: true });
  phone.focusOn("install");
  phone.say(phone.words("install"));
  phone.emit("app-chosen");
}

function install(phone) {
  Object.assign(phone.state, { installed: true, getting: false, first: true });
  phone.set();
  phone.focusOn("open");
  phone.say(phone.words("installed"));
  phone.emit("app-installed");
}

/** An iPhone keeps the key for when the app comes back; Android takes it away with the app. */
function uninstall(phone) {
  const had = ["active", "kept", "locked", "revoked"].includes(phone.state.key);
  const key = had ? (phone.hasPin ? "lost" : "kept") : phone.state.key;
  if (phone.hasPin) keyring.forget(phone);
  Object.assign(phone.state, { installed: false, signedIn: false, key, enrol: freshEnrol(), login: freshLogin() });
  delete phone.state.stacks.app;
  phone.set();
  phone.focusOn("get");
  phone.emit("app-removed");
}

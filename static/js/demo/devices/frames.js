// Generic frames around a login window: nobody's product, whatever its title says.

import { h, s } from "../dom.js";

const FRAMES = {
  "client-portal": browser,
  tws: desktop,
  "tws-stable": desktop,
  webtrader: older,
  "account-management": former,
  ios: app,
  android: app,
  "ibkr-mobile": app,
};

/** Whether one logs in within an app on a phone or tablet. @param {string} platform */
export function isApp(platform) {
  return FRAMES[platform] === app;
}

/**
 * The frame of a platform around a screen. A platform without a frame of its own gets the browser's.
 *
 * @param {string} platform @param {string} title @param {Element} screen @returns {HTMLElement}
 */
export function frame(platform, title, screen) {
  const draw = FRAMES[platform] ?? browser;
  return h("div", { class: `frame frame-${draw.name}` }, ...draw(title), screen);
}

function browser(title) {
  return [
    h("div", { class: "frame-tabs", "aria-hidden": "true" }, dots(), h("span", { class: "frame-tab", text: title })),
    address("https://portal.exemplar.example"),
  ];
}

function desktop(title) {
  return [h("div", { class: "frame-title", "aria-hidden": "true" }, h("span", { text: title }), dots())];
}

function older(title) {
  return [
    h("div", { class: "frame-title", "aria-hidden": "true" }, h("span", { text: title }), dots()),
    address("https://webtrader.exemplar.example"),
  ];
}

/** The portal's look of some years ago: a broad head, no tabs. */
function former(title) {
  return [
    address("https://account.exemplar.example"),
    h("div", { class: "frame-title", "aria-hidden": "true" }, h("span", { text: title })),
  ];
}

function app(title) {
  return [h("div", { class: "frame-title", "aria-hidden": "true" }, h("span", { text: title }))];
}

function address(text) {
  return h("div", { class: "frame-address", "aria-hidden": "true" }, lock(), h("span", { text }));
}

function dots() {
  return h("span", { class: "frame-dots" }, h("i"), h("i"), h("i"));
}

function lock() {
  return s(
    "svg",
    { viewBox: "0 0 16 16", class: "frame-lock", "aria-hidden": "true", focusable: "false" },
    s("path", { d: "M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z" }),
  );
}

/** The sign of a broker that does not exist. */
export function wordmark() {
  const sign = s(
    "svg",
    { viewBox: "0 0 24 24", class: "wordmark-sign", "aria-hidden": "true", focusable: "false" },
    s("path", { d: "M3 20 12 4l9 16h-5l-4-7-4 7z" }),
  );
  return h("p", { class: "wordmark", lang: "en" }, sign, "Exemplar");
}

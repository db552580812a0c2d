// How a login ends: inside, or over without success.

import { h } from "../../dom.js";
import { spellSeconds } from "../../time.js";
import { printing } from "./stopgap.js";

/** Logged in: a page of a broker that does not exist. @param {LoginWindow} win */
export function inside(win) {
  const { words, persona } = win;
  return [
    h(
      "div",
      { class: "inside" },
      h("p", { class: "inside-tick", "aria-hidden": "true", text: "✓" }),
      h("h3", { class: "inside-title", text: words("window.logged-in") }),
      h("p", { class: "inside-text", text: words("window.welcome", { name: persona?.name ?? "" }) }),
      h("div", { class: "inside-chart", "aria-hidden": "true" }, ...Array.from({ length: 12 }, () => h("i"))),
    ),
    ...printing(win),
    win.control("start-over", words("window.log-out"), () => win.startOver(), { class: "window-link" }),
  ];
}

/** Expired, used up, refused, locked. @param {LoginWindow} win */
export function ended(win) {
  const { words, state } = win;
  const { view, until, login } = state;
  const card = !login || login.method === "security-card";
  const [title, text] = {
    expired: [
      words(card ? "window.expired" : "window.expired-login"),
      words(card ? "window.expired-text" : "window.expired-login-text"),
    ],
    locked: [words("window.locked"), until ? words("window.locked-text") : win.told],
    ended: [win.told ?? words("window.ended"), words(card ? "window.ended-text" : "window.expired-login-text")],
  }[view];
  return [
    h(
      "div",
      { class: "ended" },
      h("h3", { class: "ended-title", text: title }),
      h("p", { class: "ended-text", text }),
      until && h("p", { class: "ended-until", "data-until": until, text: countToOpening(win) }),
    ),
    win.control("start-over", words("window.start-over"), () => win.startOver(), { class: "window-go" }),
  ];
}

/** When a lock ends. @param {LoginWindow} win */
export function countToOpening({ ctx, state, words }) {
  const left = (Date.parse(state.until ?? "") - ctx.clock.now()) / 1000;
  return words(left > 0 ? "window.opens-in" : "window.open-again", { time: spellSeconds(left) });
}

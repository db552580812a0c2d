// The versions of TWS: which of them is running decides what its login offers. A scenario that cares has the platform
// tws-stable beside tws; there the window begins with the stable version, and another can be started in it.

import { h } from "../../dom.js";
import { control } from "./parts.js";

const STABLE = "tws-stable";
const LATEST = { name: "LATEST", platform: "tws" };
const VERSIONS = [
  LATEST,
  { name: "BETA", platform: "tws" },
  { name: "stable", platform: STABLE },
];

/** @param {CodeScreen} win */
export function versionChoice(win) {
  if (!offered(win)) return null;
  const now = running(win);
  return h(
    "div",
    { class: "versions", role: "group", "aria-label": win.words("window.version") },
    h("span", { class: "field-label", text: win.words("window.version") }),
    ...VERSIONS.map((each) =>
      control(win, `version.${each.name}`, label(win, each), () => start(win, each), { "aria-pressed": String(each.name === now) }),
    ),
  );
}

/** The platform that the running version belongs to. @param {{ctx: DeviceContext, state: {version: string | null}}} win */
export function platformOf({ ctx, state }) {
  const own = ctx.platform();
  return own === STABLE && state.version ? LATEST.platform : own;
}

/** Whether the running version is the one without all the ways. */
export function isStable(win) {
  return win.platform === STABLE;
}

function offered(win) {
  const known = win.ctx.scenario.platforms.map((each) => each.id);
  return known.includes(STABLE) && VERSIONS.some((each) => each.platform === win.platform);
}

function running(win) {
  const chosen = VERSIONS.find((each) => each.name === win.state.version && each.platform === win.platform);
  return (chosen ?? VERSIONS.find((each) => each.platform === win.platform)).name;
}

function label(win, { name }) {
  return name === "stable" ? win.words("window.version-stable") : name;
}

/** Another version is another program: it begins at its login. */
function start(win, { name }) {
  const stable = name === "stable";
  if (stable) win.ctx.setPlatform(STABLE);
  win.state.version = stable ? null : name;
  win.ctx.emit(stable ? "window.version-left" : "window.version-chosen");
  win.startOver();
}

// Who logs in: training users by button, and a password that nobody types. Of TWS there are several versions, and which of
// them is running decides what its login offers; a scenario that cares has the platform tws-stable beside tws. There the
// window begins with the stable version, and another can be started in it.

import { h } from "../../dom.js";
import { drawnField, note } from "./parts.js";

const STABLE = "tws-stable";
const LATEST = { name: "LATEST", platform: "tws" };
const VERSIONS = [LATEST, { name: "BETA", platform: "tws" }, { name: "stable", platform: STABLE }];

/** @param {Framed} win */
export function user(win) {
  const { words, persona } = win;
  return [
    h(
      "div",
      { class: "personas", role: "group", "aria-label": words("window.personas") },
      h("p", { class: "personas-label", text: words("window.personas") }),
      ...win.ctx.scenario.personas.map((each) =>
        win.control(`persona.${each.id}`, each.name, () => win.choose(each), {
          class: "persona",
          "aria-pressed": String(each.id === persona?.id),
        }),
      ),
    ),
    versionChoice(win),
    note(win.told),
    drawnField(words("window.user-name"), persona ? persona.user : words("window.nobody"), persona ? "" : "empty"),
    drawnField(words("window.password"), persona ? "••••••••••" : "", "secret", words("window.password-filled")),
    win.control("login", win.loginLabel, () => win.logIn(), { class: "window-go" }),
  ];
}

/** @param {Framed} win */
export function versionChoice(win) {
  if (!offered(win)) return null;
  const now = running(win);
  return h(
    "div",
    { class: "versions", role: "group", "aria-label": win.words("window.version") },
    h("span", { class: "field-label", text: win.words("window.version") }),
    ...VERSIONS.map((each) =>
      win.control(`version.${each.name}`, label(win, each), () => start(win, each), {
        "aria-pressed": String(each.name === now),
      }),
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
  const here = VERSIONS.filter((each) => each.platform === win.platform);
  return (here.find((each) => each.name === win.state.version) ?? here[0]).name;
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

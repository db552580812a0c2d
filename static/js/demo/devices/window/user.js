// Who logs in: training users by button, and a password that nobody types.

import { h } from "../../dom.js";
import { control, drawnField, note } from "./parts.js";
import { versionChoice } from "./version.js";

/** @param {CodeScreen} win */
export function user(win) {
  const { words, persona } = win;
  return [
    h(
      "div",
      { class: "personas", role: "group", "aria-label": words("window.personas") },
      h("p", { class: "personas-label", text: words("window.personas") }),
      ...win.ctx.scenario.personas.map((each) =>
        control(win, `persona.${each.id}`, each.name, () => win.choose(each), {
          class: "persona",
          "aria-pressed": String(each.id === persona?.id),
        }),
      ),
    ),
    versionChoice(win),
    note(win.told),
    drawnField(words("window.user-name"), persona ? persona.user : words("window.nobody"), persona ? "" : "empty"),
    drawnField(words("window.password"), persona ? "••••••••••" : "", "secret", words("window.password-filled")),
    control(win, "login", win.loginLabel, () => win.logIn(), { class: "window-go" }),
  ];
}

// For a while, until a real device is there: the temporary code, the online card that it fetches, and two cells of that.

import { h } from "../../dom.js";
import { answerForm, countdown, note, startOver } from "./parts.js";

const PASSCODE = "temporary-passcode";
const CARD = "online-card";

export const passcode = {
  view: "passcode",
  digits: 16,
  letters: true,
  lasts: "window.login-left",
  carries: "passcode",
  begins: ["challenge.issued"],
  entered: "window.entered-by-passcode",
  offers: () => ({}),
  shows: (win) => win.words("window.passcode"),
  says: (win) => win.words("window.says-passcode"),
  draw: (win) => drawn(win, { label: "window.passcode", hint: "window.passcode-hint" }),
};

export const cells = {
  view: "cells",
  digits: 6,
  letters: true,
  carries: "cells",
  begins: ["challenge.issued", "window.cells-asked"],
  entered: "window.entered-by-online-card",
  offers: () => ({}),
  shows: (win) => win.login.challenge.join(" · "),
  says: (win) => win.words("window.says-cells", asked(win)),
  draw: (win) => drawn(win, { label: "window.security-code", hint: "window.cells-hint", numbers: win.login.challenge }),
};

/** @param {LoginWindow} win @param {{label: string, hint: string, numbers?: string[]}} what */
function drawn(win, { label, hint, numbers }) {
  const { words } = win;
  return [
    numbers ? indexNumbers(win, numbers) : h("div", { class: "sent" }, countdown()),
    note(win.told),
    answerForm(win, {
      label: words(label),
      hint: words(hint, numbers ? asked(win) : {}),
      go: win.loginLabel,
      send: () => win.answer(),
    }),
    startOver(win),
  ];
}

function indexNumbers({ words }, numbers) {
  const each = numbers.map((number) => h("span", { class: "index-number", text: number }));
  return h(
    "div",
    { class: "challenge" },
    h("span", { class: "field-label", text: words("window.index-numbers") }),
    h("span", { class: "challenge-digits" }, ...each),
    countdown(),
  );
}

function asked(win) {
  const [first, second] = win.login.challenge;
  return { first, second };
}

/** In the portal, logged in with a temporary code: the card can be printed, and from its third day on nothing else. */
export function printing(win) {
  const { words, ctx } = win;
  if (win.login.method !== PASSCODE || win.platform !== "client-portal" || !ctx.scenario.methods.includes(CARD))
    return [];
  const restricted = Date.parse(ctx.device(PASSCODE)?.full_until ?? 0) <= ctx.clock.now();
  return [
    h("p", { class: "own-screens", text: words("guide.own-screens") }),
    restricted && h("p", { class: "inside-text", text: words("window.only-card") }),
    note(win.told),
    win.control("print", words("window.print-card"), () => print(win), { class: "window-go" }),
  ].filter(Boolean);
}

async function print(win) {
  await win.attempt(async () => {
    const session = await win.ctx.session();
    const card = await win.ctx.api.post(`/sandboxes/${session.id}/online-card`);
    const made = { id: card.device, kind: CARD, cells: card.cells, valid_until: card.valid_until };
    session.devices = [...session.devices.filter((each) => each.kind !== CARD), made];
    win.tell({ key: "window.printed" });
    win.ctx.emit("online-card.issued");
  });
}

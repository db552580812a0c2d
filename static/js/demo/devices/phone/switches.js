// What may be wrong with the phone itself, and is its owner's to switch: airplane mode, in the shade and in the settings, and
// its clock, with which IB Key computes.

import { h } from "../../dom.js";
import { icon } from "./icons.js";
import { block, list, row, screen, text } from "./parts.js";
import { dateOf, nowOn, timeOf } from "./world.js";

const FAULT = "phone-clock"; // a switch of the practice

/** @param {Phone} phone */
export function airplaneSwitch(phone) {
  const { airplane } = phone.state;
  return block(
    phone,
    "airplane",
    phone.words("airplane"),
    () => setAirplane(phone, !airplane),
    { class: "toggle", "aria-pressed": String(airplane) },
    icon("plane"),
    h("span", { text: phone.words("airplane") }),
  );
}

/** The practice tells the carrier, so that messages wait; the phone itself asks for nothing. */
async function setAirplane(phone, on) {
  phone.set({ airplane: on });
  phone.say(phone.words(phone.connected ? "connected" : "disconnected"));
  if (phone.ctx.scenario.faults?.includes("airplane"))
    await phone.ctx.attempt(() => phone.ctx.setFault("airplane", on));
  if (phone.connected) await phone.inbox.pull();
}

/** In the settings; only where the practice knows a wrong clock does the line lead anywhere. */
export function clockRow(phone) {
  if (!phone.ctx.scenario.faults?.includes(FAULT)) return null;
  return row(phone, "date-and-time", () => phone.go("settings.clock"));
}

export function clockScreen(phone) {
  const wrong = phone.state.ahead !== 0;
  return screen(
    phone,
    { title: phone.words("date-and-time") },
    list(
      null,
      h(
        "li",
        { class: "row row-switch" },
        block(
          phone,
          "automatic-time",
          phone.words("automatic-time"),
          () => setClock(phone, !wrong),
          { class: "toggle", "aria-pressed": String(!wrong) },
          h("span", { text: phone.words("automatic-time") }),
        ),
      ),
    ),
    h(
      "dl",
      { class: "details" },
      h("dt", { text: phone.words("date") }),
      h("dd", { text: dateOf(nowOn(phone)) }),
      h("dt", { text: phone.words("detail-at") }),
      h("dd", { "data-clock": true, text: timeOf(nowOn(phone)) }),
    ),
    text(phone.words(wrong ? "clock-by-hand" : "clock-right")),
  );
}

async function setClock(phone, wrong) {
  await phone.ctx.attempt(() => phone.ctx.setFault(FAULT, wrong));
  phone.say(phone.words(wrong ? "clock-by-hand" : "clock-right"));
}

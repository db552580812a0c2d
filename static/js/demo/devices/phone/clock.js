// The clock of the phone, where it may be wrong: what IB Key computes with the time is then wrong too.

import { h } from "../../dom.js";
import { block, list, row, screen, text } from "./parts.js";
import { dateOf, nowOn, timeOf } from "./time.js";

const FAULT = "phone-clock"; // a switch of the practice

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

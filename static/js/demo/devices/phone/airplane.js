// The switch for airplane mode; it stands in the shade and in the settings.

import { h } from "../../dom.js";
import { icon } from "./icons.js";
import { block } from "./parts.js";

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
  phone.update({ airplane: on });
  phone.say(phone.words(phone.connected ? "connected" : "disconnected"));
  if (phone.ctx.scenario.faults?.includes("airplane")) await phone.ctx.attempt(() => phone.ctx.setFault("airplane", on));
  if (phone.connected) await phone.inbox.pull();
}

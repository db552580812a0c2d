// The phone's secrets. They are in the sandbox's own record and nowhere in the phone's state: what is forgotten there
// is gone from the browser's store, whichever step one goes back to.

import { hexToBytes } from "../../../../vendor/noble-hashes/utils.js";
import { respond } from "../../ocra.js";
import { answer } from "../../push.js";
import { given } from "../../../sure.js";
import { nowOn } from "./world.js";

const STEP = 60_000; // ms of the suite's time step, T1M

/** What was handed out to this phone, or null if it holds no key. @param {Phone} phone */
export function held(phone) {
  return phone.sandbox?.devices.find((each) => isOf(each, phone) && each.key) ?? null;
}

/** Clear the key out of the browser. @returns {boolean} whether there was one */
export function forget(phone) {
  const entry = held(phone);
  if (!entry) return false;
  delete entry.key;
  delete entry.push_key;
  return true;
}

/** Take the key that an activation gave; it replaces whatever this phone had. */
export function adopt(phone, device) {
  phone.sandbox.devices = [...phone.sandbox.devices.filter((each) => !isOf(each, phone)), device];
}

/** The response string to a challenge, by the phone's own clock. No network is asked. */
export function responseTo(phone, challenge) {
  const { suite = "", key = "" } = given(held(phone), "key");
  return respond(suite, hexToBytes(key), { challenge, timeStep: Math.floor(nowOn(phone) / STEP) });
}

/** The answer to a login notification, as the verifier expects it; the number only goes with an approval. */
export function decisionOn(phone, { nonce, user, device }, decision, number) {
  const { push_key: key = "" } = given(held(phone), "key");
  return answer(hexToBytes(key), { nonce: hexToBytes(nonce), user, phone: device, decision, number });
}

function isOf(device, phone) {
  return device.kind === "phone" && device.phone === phone.id;
}

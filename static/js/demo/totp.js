// TOTP (RFC 6238) as an authenticator app computes it: six digits from a key and the time. The same as
// auth_demo/protocols/totp.py; tests/js/test_totp.py holds the two to the published vectors.

import { hmac } from "../../vendor/noble-hashes/hmac.js";
import { sha1 } from "../../vendor/noble-hashes/legacy.js";
import { hexToBytes } from "../../vendor/noble-hashes/utils.js";

export const PERIOD = 30; // seconds that a code is shown
const DIGITS = 6;

/** The whole periods between 1970 and a moment. @param {number} ms since 1970 */
export function stepAt(ms) {
  return Math.floor(ms / 1000 / PERIOD);
}

/** The moment at which a step begins, in ms since 1970. @param {number} step */
export function startOf(step) {
  return step * PERIOD * 1000;
}

/**
 * The code of one step, with leading zeros.
 *
 * @param {Uint8Array} key @param {number} step  0 … 2^53-1 @param {number} [digits]
 */
export function code(key, step, digits = DIGITS) {
  const mac = hmac(sha1, key, hexToBytes(step.toString(16).padStart(16, "0")));
  const offset = mac[mac.length - 1] & 0x0f;
  const truncated = new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, "0");
}

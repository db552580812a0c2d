// The answer to a login notification, as the phone computes it. The same meaning and the same refusals as
// auth_demo/protocols/push.py, which describes the inputs; tests/browser/test_push_js.py holds the two together.
//
//     answer = HMAC-SHA256(key, nonce | user | phone | decision | number)
//
// Each field follows its own length in bytes, two bytes, big-endian; text is UTF-8.

import { hmac } from "../../vendor/noble-hashes/hmac.js";
import { sha256 } from "../../vendor/noble-hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "../../vendor/noble-hashes/utils.js";

/**
 * @typedef {"approve" | "deny" | "not-me"} Decision
 *
 * @typedef {object} Request
 * @property {Uint8Array} nonce  the request's 16 random bytes
 * @property {string} user  the user name's id
 * @property {string} phone  the phone's id
 * @property {Decision} decision
 * @property {string} [number]  in "Matching" mode the 6 digits typed from the login screen; otherwise empty
 */

/** An input is missing, too long, or outside what it may be. */
export class InputError extends Error {
  name = "InputError";
}

/** @type {readonly Decision[]} */
export const DECISIONS = Object.freeze(["approve", "deny", "not-me"]);

const NONCE_BYTES = 16;
const NUMBER = /^[0-9]{6}$/;
const LONGEST = 0xffff;

/**
 * What the phone sends: 64 hexadecimal digits in lower case.
 * @param {Uint8Array} keyBytes  the raw secret that this phone has for this user
 * @param {Request} request
 * @returns {string}
 * @throws {InputError}
 */
export function answer(keyBytes, { nonce, user, phone, decision, number = "" }) {
  if (!(keyBytes instanceof Uint8Array) || keyBytes.length === 0) throw new InputError("key: at least one byte");
  const fields = [
    checkedNonce(nonce),
    encodeId("user", user),
    encodeId("phone", phone),
    encodeDecision(decision),
    encodeNumber(number),
  ];
  return bytesToHex(hmac(sha256, keyBytes, concatBytes(...fields.map(withLength))));
}

function withLength(bytes) {
  return concatBytes(Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes);
}

function checkedNonce(nonce) {
  if (nonce instanceof Uint8Array && nonce.length === NONCE_BYTES) return nonce;
  throw new InputError(`nonce: exactly ${NONCE_BYTES} bytes`);
}

function encodeId(name, text) {
  if (typeof text !== "string" || text === "") throw new InputError(`${name}: text of at least one character`);
  // The encoder would put U+FFFD for half a surrogate pair, and two ids would count as one.
  if (/\p{Surrogate}/u.test(text)) throw new InputError(`${name}: text that UTF-8 can hold`);
  const bytes = utf8ToBytes(text);
  if (bytes.length > LONGEST) throw new InputError(`${name}: at most ${LONGEST} bytes`);
  return bytes;
}

function encodeDecision(decision) {
  if (!DECISIONS.includes(decision)) throw new InputError(`decision: one of ${DECISIONS.join(", ")}`);
  return utf8ToBytes(decision);
}

function encodeNumber(number) {
  if (typeof number !== "string" || (number !== "" && !NUMBER.test(number))) {
    throw new InputError("number: 6 decimal digits, or nothing");
  }
  return utf8ToBytes(number);
}

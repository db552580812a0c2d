// OCRA (RFC 6287) as a device computes it. The same meaning and the same refusals as auth_demo/protocols/ocra.py;
// tests/browser/test_ocra_js.py holds the two together.

import { hmac } from "../../vendor/noble-hashes/hmac.js";
import { sha1 } from "../../vendor/noble-hashes/legacy.js";
import { sha256, sha512 } from "../../vendor/noble-hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "../../vendor/noble-hashes/utils.js";

/**
 * @typedef {"SHA1" | "SHA256" | "SHA512"} HashName
 *
 * @typedef {object} Suite
 * @property {string} text
 * @property {HashName} algorithm
 * @property {number} digits  0: the whole HMAC, in hexadecimal
 * @property {boolean} counter
 * @property {"A" | "N" | "H"} challengeFormat
 * @property {number} challengeLength
 * @property {HashName | null} pinHash
 * @property {number | null} sessionLength  bytes
 * @property {number | null} stepSeconds
 *
 * @typedef {object} Inputs
 * @property {string} challenge  as typed; in mutual mode the two challenges joined (§7.2)
 * @property {number | bigint | null} [counter]  0 … 2^64-1
 * @property {string | null} [pin]  the text; it is hashed here
 * @property {Uint8Array | null} [session]  at most the suite's length
 * @property {number | bigint | null} [timeStep]  whole steps of the suite since 1970
 */

/** The suite string breaks the grammar of RFC 6287 §6. */
export class SuiteError extends Error {
  name = "SuiteError";
}

/** An input is missing, unneeded by the suite, too long, out of range, or of the wrong alphabet. */
export class InputError extends Error {
  name = "InputError";
}

const HASHES = { SHA1: sha1, SHA256: sha256, SHA512: sha512 };
const CHALLENGE_BYTES = 128;
const DEFAULT_SESSION = "064";
const SECONDS = { S: 1, M: 60, H: 3600 };

const CRYPTO = /^HOTP-(SHA1|SHA256|SHA512)-(0|[4-9]|10)$/;
const INPUTS = {
  C: [/^C$/, "C stands alone"],
  Q: [/^Q([ANH])(0?[4-9]|[1-5][0-9]|6[0-4])$/, "Q takes A, N or H and a length of 04 to 64"],
  P: [/^P(SHA1|SHA256|SHA512)$/, "P takes SHA1, SHA256 or SHA512"],
  S: [/^S(00[1-9]|0[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])?$/, "S takes 001 to 512 bytes"],
  T: [/^T(?:([1-9]|[1-5][0-9])([SM])|([0-9]|[1-3][0-9]|4[0-8])(H))$/, "T takes 1 to 59 with S or M, or 0 to 48 with H"],
};
const ORDER = Object.keys(INPUTS);

const ENCODERS = { N: numeric, H: hexadecimal, A: alphanumeric };

/**
 * Read a suite such as "OCRA-1:HOTP-SHA256-8:QN06-PSHA256" (§6).
 * @param {string} text
 * @returns {Readonly<Suite>}
 * @throws {SuiteError}
 */
export function parse(text) {
  const { crypto, data } = threeParts(text);
  const { C, Q, P, S, T } = dataInputs(data);
  return Object.freeze({
    text,
    algorithm: /** @type {Suite["algorithm"]} */ (crypto[1]),
    digits: Number(crypto[2]),
    counter: Boolean(C),
    challengeFormat: /** @type {Suite["challengeFormat"]} */ (Q[1]),
    challengeLength: Number(Q[2]),
    pinHash: P ? /** @type {HashName} */ (P[1]) : null,
    sessionLength: S ? Number(S[1] ?? DEFAULT_SESSION) : null,
    stepSeconds: T ? Number(T[1] ?? T[3]) * SECONDS[T[2] ?? T[4]] : null,
  });
}

/**
 * What the device shows: decimal digits with leading zeros, or the whole HMAC in hexadecimal if t = 0.
 * @param {string} suite
 * @param {Uint8Array} keyBytes
 * @param {Inputs} inputs  each given exactly when the suite has its letter
 * @returns {string}
 * @throws {SuiteError | InputError}
 */
export function respond(suite, keyBytes, inputs) {
  const parsed = parse(suite);
  const message = dataInput(parsed, inputs);
  if (!(keyBytes instanceof Uint8Array) || keyBytes.length === 0) throw new InputError("key: at least one byte");
  const mac = hmac(HASHES[parsed.algorithm], keyBytes, message);
  return parsed.digits === 0 ? bytesToHex(mac) : decimal(truncate(mac), parsed.digits);
}

/**
 * suite | 00 | C | Q | P | S | T (§5.1)
 * @param {Suite} suite
 * @param {Inputs} inputs
 */
function dataInput(suite, { challenge, counter, pin, session, timeStep }) {
  return concatBytes(
    utf8ToBytes(`${suite.text}\0`),
    field("counter", suite.counter, counter, eightBytes),
    encodeChallenge(suite, challenge),
    field("PIN", suite.pinHash !== null, pin, (text) => encodePin(suite, text)),
    field("session", suite.sessionLength !== null, session, (bytes) => encodeSession(suite, bytes)),
    field("time step", suite.stepSeconds !== null, timeStep, eightBytes),
  );
}

function field(name, wanted, value, encode) {
  const given = value !== undefined && value !== null;
  if (wanted && !given) throw new InputError(`${name}: missing, the suite needs it`);
  if (given && !wanted) throw new InputError(`${name}: the suite has no place for it`);
  return given ? encode(value, name) : new Uint8Array(0);
}

function eightBytes(value, name) {
  // Past 2^53 a Number has lost digits already, so it is refused rather than rounded.
  const whole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (!whole || value < 0 || value >= 2n ** 64n) {
    throw new InputError(`${name}: a whole number from 0 to 2^64-1`);
  }
  return hexToBytes(BigInt(value).toString(16).padStart(16, "0"));
}

function encodePin(suite, pin) {
  if (typeof pin !== "string" || pin === "") throw new InputError("PIN: text of at least one character");
  // The encoder would put U+FFFD for half a surrogate pair, and two PINs would count as one.
  if (/\p{Surrogate}/u.test(pin)) throw new InputError("PIN: text that UTF-8 can hold");
  return HASHES[suite.pinHash](utf8ToBytes(pin));
}

function encodeSession(suite, session) {
  if (!(session instanceof Uint8Array)) throw new InputError("session: bytes");
  const room = suite.sessionLength - session.length;
  if (room < 0) throw new InputError(`session: at most ${suite.sessionLength} bytes`);
  // On the left, as in the standard's reference code (Appendix A).
  return concatBytes(new Uint8Array(room), session);
}

function encodeChallenge(suite, challenge) {
  if (typeof challenge !== "string" || challenge === "") {
    throw new InputError("challenge: missing, every suite needs it");
  }
  const { challengeLength: length, challengeFormat: format } = suite;
  if (challenge.length > 2 * length) {
    throw new InputError(`challenge: at most ${length} characters, or two such challenges joined`);
  }
  const padded = new Uint8Array(CHALLENGE_BYTES);
  padded.set(ENCODERS[format](challenge));
  return padded;
}

function numeric(challenge) {
  if (!/^[0-9]+$/.test(challenge)) throw new InputError("challenge: decimal digits only");
  return fromHex(BigInt(challenge).toString(16));
}

function hexadecimal(challenge) {
  if (!/^[0-9A-Fa-f]+$/.test(challenge)) throw new InputError("challenge: hexadecimal digits only");
  return fromHex(challenge);
}

function alphanumeric(challenge) {
  if (!/^[0-9A-Za-z]+$/.test(challenge)) throw new InputError("challenge: ASCII letters and digits only");
  return utf8ToBytes(challenge);
}

/** Padded on the right, digit by digit: an odd one fills the upper half of its byte (§5.1). */
function fromHex(text) {
  return hexToBytes(text.length % 2 === 0 ? text : `${text}0`);
}

/** Dynamic truncation (RFC 4226 §5.3): 31 bits. */
function truncate(mac) {
  const offset = mac[mac.length - 1] & 0x0f;
  return new DataView(mac.buffer, mac.byteOffset).getUint32(offset) & 0x7fffffff;
}

function decimal(value, digits) {
  return String(value % 10 ** digits).padStart(digits, "0");
}

function threeParts(text) {
  if (typeof text !== "string") throw new SuiteError("a suite is text");
  const parts = text.split(":");
  if (parts.length !== 3) throw new SuiteError("a suite has three parts, algorithm:crypto function:data input");
  const [version, cryptoFunction, data] = parts;
  if (version !== "OCRA-1") throw new SuiteError(`"${version}" is not OCRA-1, the only version there is`);
  const crypto = CRYPTO.exec(cryptoFunction);
  if (crypto === null) {
    throw new SuiteError(
      `"${cryptoFunction}" is not HOTP-SHA1, HOTP-SHA256 or HOTP-SHA512 followed by 0 or 4 to 10 digits`,
    );
  }
  return { crypto, data };
}

/** @returns {Record<string, RegExpExecArray>} */
function dataInputs(data) {
  const found = {};
  let place = -1;
  for (const word of data.split("-")) {
    const next = ORDER.indexOf(word.charAt(0));
    if (next === -1) throw new SuiteError(`"${word}" is not a data input: C, Q, P, S or T`);
    const [pattern, shape] = INPUTS[ORDER[next]];
    const match = pattern.exec(word);
    if (match === null) throw new SuiteError(`"${word}": ${shape}`);
    if (next <= place) throw new SuiteError(`"${word}" is out of place: C, Q, P, S, T come in that order, each once`);
    found[ORDER[next]] = match;
    place = next;
  }
  if (!found.Q) throw new SuiteError("a suite needs a challenge: Q");
  return found;
}

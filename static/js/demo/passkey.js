// What a simulated passkey signs (W3C Web Authentication, ES256), in the form that auth_demo/protocols/passkey.py reads. It signs
// in script with a key of the practice room; the browser's own passkeys are never asked.

import { ecdsa, weierstrass } from "../../vendor/noble-curves/abstract/weierstrass.js";
import { sha256 } from "../../vendor/noble-hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "../../vendor/noble-hashes/utils.js";

// The broker of the practice room, as auth_demo/verifier/methods/passkey.py knows it.
export const SITE = "exemplar.example";
export const ORIGIN = "https://portal.exemplar.example";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

// NIST P-256 (FIPS 186-5, also called secp256r1).
const p256 = ecdsa(
  weierstrass({
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    h: 1n,
    a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  }),
  sha256,
);

/** The signature of a message, in ASN.1's DER as WebAuthn has it. @param {Uint8Array} key 32 bytes @param {Uint8Array} message */
export function signature(key, message) {
  return p256.sign(message, key, { format: "der", lowS: false });
}

/**
 * The answer to a login's challenge: client data, authenticator data and signature, in hexadecimal, joined by dots.
 *
 * @param {Uint8Array} key  the passkey's private key, 32 bytes
 * @param {object} login
 * @param {string} login.challenge  as the site gave it, in Base64url
 * @param {number} login.count  how many signatures this makes
 * @param {string} [login.origin]  the site that asks @param {string} [login.site]  the domain that the passkey belongs to
 */
export function answer(key, { challenge, count, origin = ORIGIN, site = SITE }) {
  const client = utf8ToBytes(JSON.stringify({ type: "webauthn.get", challenge, origin, crossOrigin: false }));
  const counter = new Uint8Array(4);
  new DataView(counter.buffer).setUint32(0, count);
  const flags = Uint8Array.of(USER_PRESENT | USER_VERIFIED);
  const authenticator = concatBytes(sha256(utf8ToBytes(site)), flags, counter);
  const signed = signature(key, concatBytes(authenticator, sha256(client)));
  return [client, authenticator, signed].map(bytesToHex).join(".");
}

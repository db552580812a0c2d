import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.navigator ??= { userAgent: "" };
const { proposed } = await import("../../static/js/desk/filling.js");

test("a slug is the title in small letters, without accents, cut between two words", () => {
  assert.equal(proposed("J’ai réinstallé l’app : que faire ?"), "j-ai-reinstalle-l-app-que-faire");
  assert.equal(proposed("Œuvre"), "oeuvre");
  assert.equal(proposed(""), "");
  const long = proposed("How to log in with a security card when the phone that one had is lost or stolen");
  assert.equal(long, "how-to-log-in-with-a-security-card-when-the-phone-that-one");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { Once } from "../../static/js/demo/once.js";
import { reading } from "../../static/js/demo/voice.js";
import { createWords, inLanguage, say, spellSeconds } from "../../static/js/demo/words.js";
import { worldFor } from "../../static/js/demo/world.js";

const TEXTS = { hello: "Hello {name}", steps: { one: "{count} step", other: "{count} steps" } };

test("a word is filled in, and its plural chosen by the language", () => {
  const english = createWords(TEXTS, "en");
  assert.equal(english("hello", { name: "Amira" }), "Hello Amira");
  assert.equal(english("hello"), "Hello ");
  assert.equal(english("steps", { count: 0 }), "0 steps");
  assert.equal(english("steps", { count: 1 }), "1 step");
  assert.equal(createWords(TEXTS, "fr")("steps", { count: 0 }), "0 step");
});

test("a word that is not there is an error, not an empty label", () => {
  assert.throws(() => createWords(TEXTS, "en")("nothing"), /no words for nothing/);
});

test("what was said is said again in the page's language, whatever language it came in", () => {
  const french = createWords({ hello: "Bonjour {name}" }, "fr");
  const refusal = { title: "No", detail: "Why", texts: { fr: { title: "Non", detail: "Pourquoi" } } };
  assert.equal(say(null, french), null);
  assert.equal(say({ key: "hello", values: { name: "Amira" } }, french), "Bonjour Amira");
  assert.equal(say({ refusal }, french), "Non");
  assert.equal(say({ refusal, part: "detail" }, french), "Pourquoi");
});

test("a refusal that has but one language is said in that, with its advice", () => {
  const words = createWords({}, "fr");
  assert.equal(inLanguage({ title: "No", diagnosis: { advice: "Try again" } }, words).advice, "Try again");
});

test("seconds are spelled as a clock shows them", () => {
  const spelled = { "-3": "0:00", 0: "0:00", 0.2: "0:01", 65: "1:05", 3599: "59:59", 3600: "1:00:00", 86399: "23:59:59" };
  for (const [seconds, text] of Object.entries(spelled)) assert.equal(spellSeconds(Number(seconds)), text);
});

test("a code is read twice, digit by digit, with its leading zero", () => {
  const digits = ["digit-0", "digit-4", "digit-2"];
  assert.deepEqual(reading("042"), ["your-code-is", ...digits, "i-repeat", ...digits]);
});

test("an event that a device and the log both tell counts once", () => {
  const once = new Once();
  assert.ok(once.isNews("here", "response.rejected", { login: 1 }));
  assert.ok(!once.isNews("log", "response.rejected", { login: 1 }));
  assert.ok(once.isNews("log", "response.rejected", { login: 1 }));
  assert.ok(!once.isNews("here", "response.rejected", { login: 1 }));
  assert.ok(once.isNews("here", "response.rejected", { login: 2 }));
});

test("an event of a device's own always counts, and what was told before is forgotten when asked", () => {
  const once = new Once();
  assert.ok(once.isNews("here", "card.unlocked") && once.isNews("here", "card.unlocked"));
  once.isNews("here", "challenge.issued", { login: 1 });
  once.forget();
  assert.ok(once.isNews("log", "challenge.issued", { login: 1 }));
});

test("a variant's own world counts before the scenario's", () => {
  const scenario = { world: { number: "active" }, variants: [{ id: "a" }, { id: "b", world: { number: "none" } }] };
  assert.equal(worldFor(scenario, "a").number, "active");
  assert.equal(worldFor(scenario, "b").number, "none");
  assert.equal(worldFor({ world: {} }, null).number, undefined);
});

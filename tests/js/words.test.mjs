import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Bus, Once } from "../../static/js/demo/events.js";
import { worldFor } from "../../static/js/demo/progress.js";
import { Clock, later, spellSeconds } from "../../static/js/demo/time.js";
import { reading } from "../../static/js/demo/voice.js";
import { createWords, describe, inLanguage, isGone, say } from "../../static/js/demo/words.js";

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

test("words that are fetched later are known from then on, beside those that were given", () => {
  const words = createWords(TEXTS, "en");
  words.add({ bye: "Goodbye {name}" });
  assert.equal(words("bye", { name: "Amira" }), "Goodbye Amira");
  assert.equal(words("hello", { name: "Amira" }), "Hello Amira");
  assert.throws(() => createWords(TEXTS, "en")("bye"), /no words for bye/);
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

test("a refusal is told with what to do about its cause, where that is known", () => {
  const words = createWords({ "gone.title": "Gone", "gone.text": "Begin again", "problem.title": "No" }, "en");
  const known = {
    reason: "wrong-response",
    title: "Wrong",
    detail: "Type it again",
    diagnosis: { advice: "Two digits" },
  };
  assert.deepEqual(describe(known, words), { title: "Wrong", text: "Two digits" });
  assert.deepEqual(describe({ reason: "too-soon" }, words), { title: "No", text: "" });
  assert.deepEqual(describe({ reason: "not-found" }, words), { title: "Gone", text: "Begin again" });
  assert.ok(isGone({ reason: "unauthorized" }) && !isGone({ reason: "locked" }));
});

test("the later of two moments is told, whichever of them there are", () => {
  const [early, late] = ["2026-11-24T13:07:00Z", "2026-11-24T14:00:00+00:00"];
  assert.equal(later(early, late), late);
  assert.equal(later(late, early), late);
  assert.equal(later(null, early), early);
  assert.equal(later(null, undefined), null);
});

test("the practice clock goes at its own rate from what the verifier said", () => {
  mock.timers.enable({ apis: ["Date", "setInterval"], now: 1_000_000 });
  const clock = new Clock();
  let ticks = 0;
  const stop = clock.listen(() => (ticks += 1));
  clock.sync("2026-11-24T13:07:00.000Z", 0.1);
  mock.timers.tick(10_000);
  assert.equal(new Date(clock.now()).toISOString(), "2026-11-24T13:07:01.000Z");
  clock.sync("2026-11-24T13:08:00.000Z", 0);
  mock.timers.tick(10_000);
  assert.equal(new Date(clock.now()).toISOString(), "2026-11-24T13:08:00.000Z");
  const before = ticks;
  stop();
  mock.timers.tick(10_000);
  assert.equal(ticks, before);
  mock.timers.reset();
});

test("all who listen hear what happens, until they stop", () => {
  const bus = new Bus();
  const heard = [];
  const stop = bus.listen(({ type }) => heard.push(`one ${type}`));
  bus.listen(({ type, data }) => heard.push(`two ${type} ${data.n ?? ""}`));
  bus.emit("card.on", { n: 1 });
  stop();
  bus.emit("card.off");
  assert.deepEqual(heard, ["one card.on", "two card.on 1", "two card.off "]);
});

test("seconds are spelled as a clock shows them", () => {
  const spelled = {
    "-3": "0:00",
    0: "0:00",
    0.2: "0:01",
    65: "1:05",
    3599: "59:59",
    3600: "1:00:00",
    86399: "23:59:59",
  };
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

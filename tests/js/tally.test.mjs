import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, freshTally } from "../../static/js/demo/progress.js";

const REFUSED = { type: "problem", data: { body: { reason: "wrong-code" } } };
const CUT_OFF = { type: "problem", data: { body: { reason: "offline" } } };
const GONE = { type: "problem", data: { body: { reason: "not-found" } } };
const PRESSED = { type: "card.unlocked" };
const UNDER_WAY = { isReplay: false, isShown: false, wasAsked: false, finished: false };
const DONE = { ...UNDER_WAY, finished: true };

const after = (events, tally = freshTally()) =>
  events.reduce((so, [event, engine, now]) => counted(so, event, engine, now), tally);

test("the time begins with the first thing that the learner does and ends with the last step", () => {
  const tally = after([
    [PRESSED, { ...UNDER_WAY, isReplay: true }, 1_000],
    [{ type: "engine.changed" }, UNDER_WAY, 2_000],
    [PRESSED, UNDER_WAY, 5_000],
    [PRESSED, DONE, 9_000],
    [PRESSED, DONE, 60_000],
  ]);
  assert.deepEqual(tally, { begun: 5_000, ended: 9_000, wrong: 0 });
});

test("a refusal is a wrong turn; what the line or the browser could not do is none", () => {
  const tally = after([REFUSED, CUT_OFF, GONE, REFUSED].map((event) => [event, UNDER_WAY, 1_000]));
  assert.equal(tally.wrong, 2);
});

test("what Show me ran into, and a refusal that the step asked for, is no wrong turn of the learner", () => {
  const found = { type: "problem", data: { body: { reason: "not-offered", topic: "lost-card" } } };
  const tally = after([
    [REFUSED, { ...UNDER_WAY, isShown: true }, 1_000],
    [REFUSED, { ...UNDER_WAY, wasAsked: true }, 1_000],
    [found, UNDER_WAY, 1_000],
    [REFUSED, UNDER_WAY, 1_000],
  ]);
  assert.equal(tally.wrong, 1);
});

test("who goes on after the end has not ended", () => {
  const tally = after([
    [PRESSED, DONE, 2_000],
    [PRESSED, UNDER_WAY, 3_000],
  ]);
  assert.equal(tally.ended, null);
});

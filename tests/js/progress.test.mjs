import assert from "node:assert/strict";
import { test } from "node:test";

import { after, applies, current, here, isOfPast, newsIn, oneOf, ownOf } from "../../static/js/demo/progress.js";

const step = (id, more = {}) => ({ id, done_on: `${id}.done`, done_by: "", in_turn: false, undone_on: [], ...more });
const ids = (done) => [...done].sort();

test("a step is ticked by its event, whatever came before", () => {
  const steps = [step("a"), step("b"), step("c")];
  assert.deepEqual(ids(after(steps, new Set(), "b.done")), ["b"]);
  assert.deepEqual(ids(after(steps, new Set(["b"]), "other")), ["b"]);
});

test("the last step's event ticks them all", () => {
  assert.deepEqual(ids(after([step("a"), step("b")], new Set(), "b.done")), ["a", "b"]);
});

test("an event that has to come in turn counts only once every step before is ticked", () => {
  const steps = [step("a"), step("b", { in_turn: true }), step("c")];
  assert.deepEqual(ids(after(steps, new Set(), "b.done")), []);
  assert.deepEqual(ids(after(steps, new Set(["a"]), "b.done")), ["a", "b"]);
});

test("an event of another device does not tick a step that names its own", () => {
  const steps = [step("a", { done_by: "old" }), step("b")];
  assert.deepEqual(ids(after(steps, new Set(), "a.done", "new")), []);
  assert.deepEqual(ids(after(steps, new Set(), "a.done", "old")), ["a"]);
});

test("a tick is taken away, unless a later step has been done since", () => {
  const steps = [step("a", { undone_on: ["off"] }), step("b"), step("c")];
  assert.deepEqual(ids(after(steps, new Set(["a"]), "off")), []);
  assert.deepEqual(ids(after(steps, new Set(["a", "b"]), "off")), ["a", "b"]);
});

test("the end of an earlier login that is told late is not the end of the newest one", () => {
  assert.ok(isOfPast("challenge.expired", { login: "old" }, "new"));
  assert.ok(!isOfPast("challenge.expired", { login: "new" }, "new"));
  assert.ok(!isOfPast("challenge.expired", { login: "new" }, null));
  assert.ok(!isOfPast("challenge.expired", undefined, "new"));
  assert.ok(!isOfPast("response.accepted", { login: "old" }, "new"));
});

test("what was done is not changed in place", () => {
  const done = new Set();
  after([step("a"), step("b")], done, "a.done");
  assert.equal(done.size, 0);
});

test("the step that is due is the first without a tick", () => {
  const steps = [step("a"), step("b")];
  assert.equal(current(steps, new Set(["a"])).id, "b");
  assert.equal(current(steps, new Set(["a", "b"])), null);
});

test("a step is for the platforms and variants that it names, for all where it names none", () => {
  const at = { platform: "tws", variant: "ios" };
  assert.ok(applies({ platform: [], variant: [] }, at));
  assert.ok(applies({ platform: ["tws"], variant: ["ios", "android"] }, at));
  assert.ok(!applies({ platform: ["tws"], variant: ["android"] }, at));
  assert.ok(!applies({ platform: ["portal"], variant: [] }, at));
});

test("what differs by platform or variant is found, else the usual", () => {
  assert.equal(here({ tws: "step-2" }, { platform: "tws", variant: "ios" }, "step-1"), "step-2");
  assert.equal(here({ ios: "step-3" }, { platform: "tws", variant: "ios" }, "step-1"), "step-3");
  assert.equal(here({}, { platform: "tws", variant: null }, "step-1"), "step-1");
});

test("what was asked for is chosen if there is such a one, else the first", () => {
  const known = [{ id: "a" }, { id: "b" }];
  assert.equal(oneOf(known, "b"), "b");
  assert.equal(oneOf(known, "x"), "a");
  assert.equal(oneOf([], "x"), null);
  assert.equal(oneOf(undefined, null), null);
});

test("a practice opens with the learner's own system", () => {
  const known = (...names) => names.map((id) => ({ id }));
  assert.equal(ownOf(known("ios", "android"), ["android", "android-6"]), "android");
  assert.equal(ownOf(known("android-6", "android-5"), ["android", "android-5"]), "android-5");
  assert.equal(ownOf(known("ios-ib-key", "android-ib-tws", "android-ib-key"), ["android"]), "android-ib-tws");
  assert.equal(ownOf(known("no-device", "with-sms"), ["ios"]), null);
  assert.equal(ownOf(known("ios", "android"), []), null);
});

test("what is news has a name for its sentences, and what a step waits for speaks for itself", () => {
  assert.equal(newsIn("phone.call-missed"), "call-missed");
  assert.equal(newsIn("engine.hindered"), "hindered");
  assert.equal(newsIn("phone.call-answered"), null);
});

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Turns, Undo } from "../../static/js/demo/turns.js";

function held() {
  let go;
  const promise = new Promise((resolve) => (go = resolve));
  return { promise, go };
}

test("what is asked for during a turn waits for its end", async () => {
  const turns = new Turns(() => {});
  const done = [];
  const first = held();
  const one = turns.take(() => first.promise.then(() => done.push("one")));
  const two = turns.take(() => done.push("two"));
  await Promise.resolve();
  assert.deepEqual(done, []);
  first.go();
  await Promise.all([one, two]);
  assert.deepEqual(done, ["one", "two"]);
});

test("a turn that fails is told to who asked for it, and holds nobody up", async () => {
  const turns = new Turns(() => {});
  const failed = turns.take(() => Promise.reject(new Error("no")));
  const next = turns.take(() => "went on");
  await assert.rejects(failed, /no/);
  assert.equal(await next, "went on");
});

test("what is played is told, and the devices are given back however it ends", async () => {
  const seen = [];
  const turns = new Turns(() => seen.push(turns.playing));
  await assert.rejects(turns.play("show", () => Promise.reject(new Error("no"))));
  assert.deepEqual(seen, ["show", null]);
  assert.equal(await turns.play("replay", () => turns.play("show", () => 3)), 3);
  assert.deepEqual(seen.slice(2), ["replay", "show", "replay", null]);
});

test("what can be undone is offered for ten seconds, and taken once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let changes = 0;
  const undo = new Undo(() => (changes += 1));
  undo.offer({ step: "a" });
  mock.timers.tick(9999);
  assert.ok(undo.isOffered);
  mock.timers.tick(1);
  assert.ok(!undo.isOffered);
  undo.offer({ step: "b" });
  assert.deepEqual(undo.take(), { step: "b" });
  assert.equal(undo.take(), null);
  assert.equal(changes, 5);
  mock.timers.reset();
});

test("what is offered later has its own ten seconds", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const undo = new Undo(() => {});
  undo.offer({ step: "a" });
  mock.timers.tick(9000);
  undo.offer({ step: "b" });
  mock.timers.tick(9000);
  assert.deepEqual(undo.take(), { step: "b" });
  mock.timers.reset();
});

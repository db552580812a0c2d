import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { takesCookies } from "../../static/js/demo/store.js";
import { Line } from "../../static/js/demo/line.js";
import { dealt, keysOf, takeKeys } from "../../static/js/demo/pairing/keys.js";
import { playAtOnce, playSlowly } from "../../static/js/demo/play.js";
import { wayOn } from "../../static/js/demo/problem.js";
import * as store from "../../static/js/demo/store.js";

globalThis.addEventListener ??= () => {};

// Playing a step -----------------------------------------------------------------------------------------------------

/** Devices that tell what is done to them. */
function table(more = {}) {
  const done = [];
  const move = (id, name) => ({ label: name, target: `${id}.${name}`, run: () => done.push(`${id} ${name}`) });
  const device = (id) => ({
    id,
    read: (name) => (name === "response" ? "42" : null),
    moves: (action, value) => (action === "type" ? [...value].map((digit) => move(id, digit)) : [move(id, value)]),
    ...more[id],
  });
  return { done, hands: { device, wait: () => null } };
}

const step = (...solve) => ({ solve: solve.map(([device, action, value]) => ({ device, action, value })) });

test("a step is played press by press, and what one device shows is typed on the other", async () => {
  const { done, hands } = table();
  await playAtOnce(
    step(["card", "press", "ok"], ["window", "type", "card.response"], ["window", "press", "login"]),
    hands,
  );
  assert.deepEqual(done, ["card ok", "window 4", "window 2", "window login"]);
});

test("a device comes to where it can be used before it is, and what cannot be read is not typed", async () => {
  const asked = [];
  const { done, hands } = table({ phone: { ready: async (...what) => void asked.push(what.join(" ")) } });
  await playAtOnce(
    step(["phone", "press", "app"], ["phone", "type", "card.nothing"], ["window", "type", "phone.response"]),
    hands,
  );
  assert.deepEqual(asked, ["press app", "read response"]);
  assert.deepEqual(done, ["phone app", "window 4", "window 2"]);
});

test("a value is read only after what the device that shows it needs first", async () => {
  const { done, hands } = table();
  const app = hands.device("app");
  let code = "11";
  const wait = { label: "wait", target: "app.wait", run: () => (done.push("app wait"), (code = "22")) };
  app.read = () => code;
  app.before = (name) => (name === "code" && code === "11" ? [wait] : []);
  const device = (id) => (id === "app" ? app : hands.device(id));
  await playAtOnce(step(["window", "type", "app.used-code"], ["window", "type", "app.code"]), { ...hands, device });
  assert.deepEqual(done, ["window 1", "window 1", "app wait", "window 2", "window 2"]);
});

test("what came too soon when its time has come", async () => {
  const { done, hands } = table();
  const waits = [{ run: () => done.push("waited") }, null];
  await playAtOnce(step(["window", "press", "login"]), { ...hands, wait: () => waits.shift() });
  assert.deepEqual(done, ["window login", "waited", "window login"]);
});

test("what is shown is pointed at first, and stops at a device that is on one's own phone", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { done, hands } = table({ phone: { isAway: true } });
  const pointed = [];
  const { signal } = new AbortController();
  const shown = playSlowly(step(["card", "press", "ok"], ["window", "type", "phone.code"]), hands, {
    signal,
    point: (move) => pointed.push(move?.label ?? null),
  });
  for (let passed = 0; passed < 20; passed += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(100);
  }
  assert.equal((await shown).id, "phone");
  assert.deepEqual(pointed, ["ok", null]);
  assert.deepEqual(done, ["card ok"]);
  mock.timers.reset();
});

test("what is shown stops between two presses", async () => {
  const { done, hands } = table();
  const stop = new AbortController();
  const shown = playSlowly(step(["card", "press", "ok"]), hands, {
    signal: stop.signal,
    point: (move) => move && stop.abort(),
  });
  assert.equal(await shown, null);
  assert.deepEqual(done, []);
});

// The line -----------------------------------------------------------------------------------------------------------

const offline = () => Object.assign(new Error("offline"), { reason: "offline", body: {} });

test("of each who did something the last is done when the line is back, after what was heard", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const done = [];
  const line = new Line({ hear: async () => void done.push("heard"), back: () => done.push("back") });
  line.keep("window", () => done.push("first"));
  line.keep("phone", () => done.push("phone"));
  line.keep("window", () => done.push("last"));
  assert.ok(line.isKeeping);
  await line.again();
  assert.deepEqual(done, ["heard", "back", "phone", "last"]);
  assert.ok(!line.isKeeping);
  mock.timers.reset();
});

test("while the line is cut what was done stays kept, and is tried again after twice as long", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const hear = async () => {
    tries += 1;
    throw offline();
  };
  const line = new Line({ hear, back: () => assert.fail("it is not back") });
  line.keep("window", () => assert.fail("it cannot be done"));
  const pass = async (ms) => {
    mock.timers.tick(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await pass(3000);
  assert.equal(tries, 1);
  await pass(3000);
  assert.equal(tries, 1);
  await pass(3000);
  assert.equal(tries, 2);
  line.drop();
  await pass(60_000);
  assert.equal(tries, 2);
  mock.timers.reset();
});

test("a sign that the line is back makes the waits short again, should it have come too early", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let tries = 0;
  const hear = async () => {
    tries += 1;
    throw offline();
  };
  const line = new Line({ hear, back: () => assert.fail("it is not back") });
  line.keep("phone", () => assert.fail("it cannot be done"));
  for (let wait = 3000; wait <= 48_000; wait *= 2) {
    mock.timers.tick(wait);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const before = tries;
  await line.returned();
  mock.timers.tick(3000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(tries, before + 2);
  line.drop();
  mock.timers.reset();
});

// What the browser keeps ---------------------------------------------------------------------------------------------

const LIVE = { session: { expires_at: "2100-01-01T00:00:00Z" }, place: 2 };

function storage() {
  const kept = {};
  Object.defineProperties(kept, {
    getItem: { value: (key) => kept[key] ?? null },
    setItem: { value: (key, value) => (kept[key] = String(value)) },
    removeItem: { value: (key) => delete kept[key] },
  });
  return kept;
}

beforeEach(() => {
  globalThis.localStorage = storage();
  globalThis.sessionStorage = storage();
});

test("a practice is kept until its sandbox has ended", () => {
  store.save("dsc-plus", LIVE);
  assert.deepEqual(store.load("dsc-plus"), LIVE);
  store.save("dsc-plus", { session: { expires_at: "2000-01-01T00:00:00Z" } });
  assert.equal(store.load("dsc-plus"), null);
  store.save("voice", LIVE);
  localStorage.setItem("theme", "dark");
  localStorage.setItem("practice:broken", "{");
  store.sweep();
  assert.deepEqual(Object.keys(localStorage).sort(), ["practice:voice", "theme"]);
});

test("a browser that keeps nothing keeps a practice as long as its page", () => {
  const refuse = () => {
    throw new Error("SecurityError");
  };
  globalThis.localStorage = { getItem: refuse, setItem: refuse, removeItem: refuse };
  store.save("dsc-plus", LIVE);
  assert.deepEqual(store.load("dsc-plus"), LIVE);
  store.forget("dsc-plus");
  assert.equal(store.load("dsc-plus"), null);
});

test("a cookie that is not taken is not relied on, whatever the browser says of itself", () => {
  const browser = (cookieEnabled, document) => {
    Object.defineProperty(globalThis, "navigator", { value: { cookieEnabled }, configurable: true });
    globalThis.document = document;
    return takesCookies();
  };
  const jar = { cookie: "" };
  assert.equal(browser(true, jar), true);
  assert.match(jar.cookie, /Max-Age=0/);
  assert.equal(browser(false, jar), false);
  assert.equal(browser(true, Object.freeze({ cookie: "" })), false);
  const refuse = {
    get cookie() {
      throw new Error("SecurityError");
    },
  };
  assert.equal(browser(true, refuse), false);
});

test("where the focus was is remembered for the same practice in the other language, once and for two minutes", () => {
  mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  store.noteSwitch("dsc-plus", "card.ok");
  assert.equal(store.takeSwitch("voice"), null);
  assert.equal(store.takeSwitch("dsc-plus").focus, "card.ok");
  assert.equal(store.takeSwitch("dsc-plus"), null);
  store.noteSwitch("dsc-plus", "card.ok");
  mock.timers.tick(121_000);
  assert.equal(store.takeSwitch("dsc-plus"), null);
  mock.timers.reset();
});

// One's own phone ----------------------------------------------------------------------------------------------------

const card = (id) => ({ id, kind: "security-card" });
const key = (id, phone) => ({ id, kind: "phone", phone });

test("a phone takes its own keys along, a card those of everybody who shares", () => {
  const user = { name: "amira-practice" };
  const others = [{ user: { name: "owner-practice" }, devices: [card("b"), key("z", "phone")] }];
  const session = { data: { user, devices: [card("a"), key("x", "phone"), key("y", "second")], others } };
  assert.deepEqual(keysOf(session, { id: "second", kind: "phone" }), [key("y", "second")]);
  const cards = keysOf(session, { id: "card", kind: "security-card" });
  assert.deepEqual(
    cards.map((each) => [each.id, each.user]),
    [
      ["a", "amira-practice"],
      ["b", "owner-practice"],
    ],
  );
  const { devices, others: rest } = dealt(cards, user);
  assert.deepEqual(
    devices.map(({ id }) => id),
    ["a"],
  );
  assert.deepEqual(
    rest.map((each) => [each.user.name, each.devices[0].id]),
    [["owner-practice", "b"]],
  );
});

test("a phone that comes back brings the keys that it has now", () => {
  const session = { data: { devices: [card("a"), key("x", "phone")] } };
  takeKeys(session, { id: "phone", kind: "phone" }, [key("new", "phone")]);
  assert.deepEqual(session.data.devices, [card("a"), key("new", "phone")]);
  takeKeys(session, { id: "card", kind: "security-card" }, [card("b")]);
  assert.equal(session.data.devices[0].id, "a");
});

// A refusal ----------------------------------------------------------------------------------------------------------

test("a refusal has a way on exactly where something has to be done before the step", () => {
  const engine = { session: { data: { devices: [card("a")] } } };
  const label = (problem, at = engine) => wayOn(problem, at)?.label ?? null;
  assert.equal(label({ reason: "wrong-response" }), null);
  assert.equal(label({ reason: "too-soon" }), null);
  assert.equal(label({ reason: "too-soon", retry_at: "2026-11-24T13:07:00Z" }), "problem.move-clock");
  assert.equal(label({ reason: "locked", retry_at: "2026-11-24T13:07:00Z" }), "problem.move-clock");
  assert.equal(label({ reason: "locked" }), "problem.restore");
  assert.equal(label({ reason: "locked" }, { session: { data: { devices: [] } } }), "gone.again");
  assert.equal(label({ reason: "offline" }), "offline.again");
  assert.equal(label({ reason: "not-found" }), "gone.again");
});

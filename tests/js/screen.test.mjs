import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Framed } from "../../static/js/demo/devices/framed.js";
import { Screen } from "../../static/js/demo/devices/screen.js";

const NOW = Date.parse("2026-11-24T13:07:00Z");

/** As much of an element as a device needs that nobody looks at. */
class Element {
  children = [];
  attributes = {};
  dataset = {};
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  append(...children) {
    this.children.push(...children);
  }
  replaceChildren(...children) {
    this.children = children;
  }
  addEventListener() {}
  contains() {
    return false;
  }
  querySelector() {
    return null;
  }
  querySelectorAll() {
    return [];
  }
  focus() {
    document.activeElement = this;
  }
}
globalThis.document = { createElement: () => new Element(), createElementNS: () => new Element(), activeElement: null };

/** What an engine gives a device, with all that the device did with it. */
function context() {
  const done = { told: [], said: [], saved: 0, later: undefined };
  const words = Object.assign((key, values = {}) => [key, ...Object.values(values)].join(" "), { language: "en" });
  const ctx = {
    id: "window",
    title: "Window",
    words,
    clock: { now: () => NOW, listen: (tick) => (done.tick = tick), rate: 1 },
    voice: { say: (text) => done.said.push(text), element: new Element() },
    scenario: {
      personas: [{ id: "amira", name: "Amira", user: "amira-practice" }],
      platforms: [{ id: "tws", title: "TWS" }],
    },
    platform: () => "tws",
    persona: () => ctx.scenario.personas[0],
    become: async () => true,
    emit: (type) => done.told.push(type),
    later: (act) => (done.later = act),
    changed: () => (done.saved += 1),
  };
  return { ctx, done };
}

const refusal = (reason) => Object.assign(new Error(reason), { reason, body: { reason, title: reason } });

class Counter extends Screen {
  log = [];
  fresh() {
    return { count: 0, list: [] };
  }
  draw() {
    this.controls.clear();
    this.control("more", "More", () => this.set({ count: this.state.count + 1 }));
    if (this.state.count) this.control("less", "Less", () => this.set({ count: this.state.count - 1 }));
  }
  offers() {
    return { count: String(this.state.count) };
  }
  revive(before) {
    this.log.push(before);
    return this.state.count < 9;
  }
  kept() {
    this.log.push("kept");
  }
  sent() {
    this.log.push("sent");
  }
  refuse({ reason }) {
    this.log.push(reason);
  }
}

function counter() {
  const { ctx, done } = context();
  const device = new Counter(ctx, new Element());
  device.draw();
  return { device, done };
}

test("what a device shows can be pressed, and nothing else", () => {
  const { device, done } = counter();
  assert.deepEqual(device.moves("press", "less"), []);
  const [move] = device.moves("press", "more");
  assert.deepEqual([move.label, move.target], ["move.window More", "window.more"]);
  move.run();
  assert.equal(device.read("count"), "1");
  assert.equal(device.read("nothing"), null);
  assert.equal(device.moves("press", "less").length, 1);
  assert.equal(done.saved, 1);
});

test("a state that was saved is a copy, and is there again after another one", () => {
  const { device } = counter();
  device.set({ list: ["a"] });
  const saved = device.save();
  device.state.list.push("b");
  assert.ok(device.restore(saved));
  assert.deepEqual(device.state, { count: 0, list: ["a"] });
  assert.ok(device.restore({ count: 2 }), "what was not saved is as in the beginning");
  assert.deepEqual(device.state, { count: 2, list: [] });
  assert.ok(!device.restore({ count: 9 }));
});

test("a device that begins anew is not told what it remembered before", () => {
  const { device } = counter();
  device.set({ count: 3 });
  device.restore({ count: 1 });
  device.restore(null);
  assert.deepEqual(device.log, [{ count: 3, list: [] }, null]);
  assert.equal(device.state.count, 0);
});

test("while the site is asked, the control that asked is busy, drawn again or not, and no other one", async () => {
  const { device } = counter();
  const buttons = { more: new Element(), less: new Element() };
  device.element.querySelector = (selector) => buttons[/window\.(\w+)/.exec(selector)[1]];
  const busy = () => Object.keys(buttons).filter((name) => buttons[name].attributes["aria-busy"] === "true");
  let answer;
  device.controls.set("more", {
    label: "More",
    run: () => device.attempt(() => new Promise((resolve) => (answer = resolve))),
  });
  const asking = device.press("more");
  assert.deepEqual(busy(), ["more"]);
  assert.equal(device.control("more", "More", () => {}).attributes["aria-busy"], "true");
  assert.ok(!("aria-busy" in device.control("less", "Less", () => {}).attributes));
  answer();
  await asking;
  assert.deepEqual(busy(), []);
  await device.attempt(() => assert.deepEqual(busy(), [])); // nobody has pressed anything
});

test("a screen reader is told of a request that takes long, and of no other", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { device, done } = counter();
    await device.attempt(() => {});
    mock.timers.tick(10_000);
    assert.deepEqual(done.said, []);
    await device.attempt(() => mock.timers.tick(1000));
    assert.deepEqual(done.said, ["busy.asking"]);
  } finally {
    mock.timers.reset();
  }
});

test("the site is asked for one thing at a time, and the device says that it is busy", async () => {
  const { device } = counter();
  const asked = [];
  let answer;
  const first = device.attempt(() => (asked.push("first"), new Promise((resolve) => (answer = resolve))));
  assert.ok(device.isBusy);
  assert.equal(device.element.attributes["aria-busy"], "true");
  await device.attempt(() => asked.push("second"));
  answer();
  await first;
  assert.deepEqual(asked, ["first"]);
  assert.ok(!device.isBusy && !("aria-busy" in device.element.attributes));
  assert.deepEqual(device.log, ["sent"]);
});

test("a refusal is told to the guide, to the device and to who asked", async () => {
  const { device, done } = counter();
  const refused = mock.fn();
  await device.attempt(() => Promise.reject(refusal("locked")), refused);
  assert.deepEqual(done.told, ["problem"]);
  assert.deepEqual(device.log, ["locked"]);
  assert.equal(refused.mock.calls[0].arguments[0].reason, "locked");
  assert.equal(done.later, null);
});

test("what could not be sent is kept, and is done when the line is back", async () => {
  const { device, done } = counter();
  const refused = mock.fn();
  let isCut = true;
  await device.attempt(async () => {
    if (isCut) throw refusal("offline");
  }, refused);
  assert.deepEqual([device.log, done.told, refused.mock.callCount()], [["kept"], ["problem"], 0]);
  isCut = false;
  await done.later();
  assert.deepEqual(device.log, ["kept", "sent"]);
  assert.equal(done.later, null);
});

test("a mistake of the script is no refusal, and leaves no device busy", async () => {
  const { device, done } = counter();
  await assert.rejects(
    device.attempt(() => Promise.reject(new TypeError("oops"))),
    /oops/,
  );
  assert.ok(!device.isBusy);
  assert.deepEqual(done.told, []);
});

const FRESH = { view: "user", persona: null, typed: "", notice: null, ends: null };

class Asking extends Framed {
  expired = 0;
  fresh() {
    return { ...FRESH };
  }
  contents() {
    return [];
  }
  get asked() {
    return (
      { code: { digits: 6, carries: "code" }, cells: { digits: 6, letters: true, carries: "cells" } }[
        this.state.view
      ] ?? null
    );
  }
  get pending() {
    return this.state.ends ? { expires_at: this.state.ends } : null;
  }
  expire() {
    this.expired += 1;
    this.state.ends = null;
  }
  forget() {
    this.state = { ...FRESH, persona: this.state.persona };
  }
}

function asking(state = {}) {
  const { ctx, done } = context();
  const device = new Asking(ctx, { look: "device window", body: "screen-body" });
  device.rename();
  device.set(state);
  done.told.length = done.said.length = 0;
  return { device, done };
}

test("a code is complete when all its digits are there, spaces and hyphens apart", () => {
  const { device, done } = asking({ view: "code" });
  assert.equal(device.wants(), "code");
  device.typed("123 45");
  assert.deepEqual(done.told, []);
  device.typed("123-456");
  assert.deepEqual(done.told, ["window.answer-typed"]);
  assert.equal(device.wants(), null);
  assert.equal(device.answered, "123456");
  device.typed("123-45");
  assert.deepEqual(done.told, ["window.answer-typed", "window.answer-changed"]);
});

test("what is wrong with a code is kept to be shown beside it, until something is typed", () => {
  const { device } = asking({ view: "code" });
  device.typed("12345");
  assert.equal(device.answered, null);
  assert.equal(device.error, "window.wrong-length 6 5");
  device.typed("12345x");
  assert.equal(device.error, null);
  assert.equal(device.answered, null);
  assert.equal(device.error, "window.only-digits 6");
  device.set({ view: "cells" });
  assert.equal(device.answered, "12345x");
});

test("digits are typed one by one, and a training user is chosen only where one is asked for", () => {
  const { device } = asking();
  device.control("persona.amira", "Amira", () => {});
  assert.deepEqual(
    device.moves("press", "persona").map(({ target }) => target),
    ["window.persona.amira"],
  );
  device.set({ view: "code", persona: "amira" });
  assert.deepEqual(device.moves("press", "persona"), []);
  assert.deepEqual(
    device.moves("type", "42").map(({ label }) => label),
    ["move.type 4", "move.type 2"],
  );
  device.state.typed = "42";
  assert.deepEqual(device.moves("type", "4 2"), []);
});

test("what ends at a time ends by the clock, once", () => {
  const { device, done } = asking({ ends: new Date(NOW + 1000).toISOString() });
  done.tick();
  assert.deepEqual([device.left, device.expired], [1, 0]);
  device.state.ends = new Date(NOW).toISOString();
  done.tick();
  done.tick();
  assert.equal(device.expired, 1);
});

test("starting over leaves who one is, and nothing to be done when the line is back", () => {
  const { device, done } = asking({ view: "code", persona: "amira", typed: "12" });
  done.later = () => {};
  device.startOver();
  assert.deepEqual(device.state, { ...FRESH, persona: "amira" });
  assert.equal(done.later, null);
  assert.deepEqual(done.told, ["window.started-over"]);
});

test("another training user is one only once the sandbox is theirs", async () => {
  const { device, done } = asking();
  device.ctx.become = async () => false;
  await device.choose({ id: "amira", user: "amira-practice" });
  assert.equal(device.state.persona, null);
  device.ctx.become = async () => true;
  await done.later();
  assert.equal(device.state.persona, "amira");
  assert.deepEqual(done.said, ["window.chosen amira-practice"]);
});

test("a refusal is told in the frame, and again after the words have changed", () => {
  const { device, done } = asking({ view: "code" });
  device.refuse({ reason: "too-soon", title: "Too soon" });
  assert.deepEqual([device.told, done.said], ["Too soon", ["Too soon"]]);
  device.kept();
  assert.equal(device.told, "offline.kept");
});

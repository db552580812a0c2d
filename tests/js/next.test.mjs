import assert from "node:assert/strict";
import { test } from "node:test";

import { Next } from "../../static/js/demo/next.js";
import { inGroups } from "../../static/js/demo/tabs.js";

const move = (text) => {
  const [device, action, ...value] = text.split(":");
  return { device, action, value: value.join(":") };
};

/** A control of a page: it contains what is pressed if that is itself. */
const control = (name) => ({ name, contains: (other) => other?.name === name });

/** A room of devices that read VALUES, and on which the controls SHOWN are. */
function room(solve, { values = {}, typed = new Set() } = {}) {
  const listeners = [];
  const shown = new Set();
  const root = {
    addEventListener: (_type, listener) => listeners.push(listener),
    querySelector: (selector) => {
      const name = selector.match(/"(.+)"/)[1];
      return shown.has(name) ? control(name) : null;
    },
  };
  const device = (id) => ({
    read: (name) => values[`${id}.${name}`] ?? null,
    moves: (action, value) => {
      if (action === "type") return typed.has(value) ? [] : [{ target: `${id}.answer` }];
      return [{ target: `${id}.${value}` }];
    },
  });
  const engine = {
    step: { solve: solve.map(move) },
    devices: new Map(["window", "phone", "card"].map((id) => [id, device(id)])),
  };
  const next = new Next(engine, root);
  const press = (name) => listeners.forEach((listener) => listener({ target: control(name) }));
  const at = () => next.place && [next.place.device, next.place.control?.name ?? null];
  return { engine, shown, press, at };
}

test("next is the first control that is there and was not pressed", () => {
  const { shown, press, at } = room(["window:press:login", "window:press:devices", "phone:press:notification"]);
  shown.add("window.login").add("window.devices").add("phone.notification");
  assert.deepEqual(at(), ["window", "window.login"]);
  press("window.login");
  assert.deepEqual(at(), ["window", "window.devices"]);
  press("window.devices");
  assert.deepEqual(at(), ["phone", "phone.notification"]);
});

test("a screen on the way is gone once it was passed, however it was", () => {
  const { shown, at } = room(["phone:press:services", "phone:press:authenticate"]);
  shown.add("phone.services");
  assert.deepEqual(at(), ["phone", "phone.services"]);
  shown.clear();
  shown.add("phone.authenticate");
  assert.deepEqual(at(), ["phone", "phone.authenticate"]);
});

test("what is not there yet is awaited on its device", () => {
  const { shown, press, at } = room(["window:press:login", "phone:press:notification"]);
  shown.add("window.login");
  press("window.login");
  assert.deepEqual(at(), ["phone", null]);
});

test("the same press is made as often as the step has it", () => {
  const { shown, press, at } = room(["window:press:wait", "window:press:wait", "phone:press:message"]);
  shown.add("window.wait");
  press("window.wait");
  assert.deepEqual(at(), ["window", "window.wait"]);
  press("window.wait");
  assert.deepEqual(at(), ["phone", null]);
});

test("a value has to be read before it is typed, and what is typed is done", () => {
  const values = {};
  const typed = new Set();
  const { shown, at } = room(["window:type:card.response", "window:press:login"], { values, typed });
  shown.add("window.answer").add("window.login");
  assert.deepEqual(at(), ["card", null]);
  values["card.response"] = "30482375";
  assert.deepEqual(at(), ["window", "window.answer"]);
  typed.add("30482375");
  assert.deepEqual(at(), ["window", "window.login"]);
});

test("where all was pressed in vain it can be pressed again; another step begins at its first; at the end nothing is next", () => {
  const { engine, shown, press, at } = room(["window:press:login", "phone:press:open", "phone:press:approve"]);
  shown.add("window.login").add("phone.approve");
  press("window.login");
  press("phone.approve");
  assert.deepEqual(at(), ["phone", "phone.approve"]);
  shown.delete("phone.approve");
  assert.deepEqual(at(), ["phone", null]);
  engine.step = { solve: engine.step.solve };
  assert.deepEqual(at(), ["window", "window.login"]);
  engine.step = null;
  assert.equal(at(), null);
});

test("digits stand in groups, and what has other lengths as it is", () => {
  assert.equal(inGroups("481203 · 2:00"), "481 203 · 2:00");
  assert.equal(inGroups("30482375"), "3048 2375");
  assert.equal(inGroups("CYFWH-94Y8D"), "CYFWH-94Y8D");
  assert.equal(inGroups("1 message"), "1 message");
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { OFF, press } from "../../static/js/demo/devices/card-logic.js";
import * as keyring from "../../static/js/demo/devices/phone/keyring.js";
import { fresh, freshLogin } from "../../static/js/demo/devices/phone/state.js";
import { conditionOf, labelsOf, worldOf } from "../../static/js/demo/devices/phone/world.js";

const pressing = (...keys) => keys.reduce(press, OFF);

test("the card goes from PIN> to CHALLNG> to its response", () => {
  assert.equal(pressing("press").mode, "pin");
  assert.deepEqual(pressing("press", ..."1234", "ok"), { mode: "challenge", entry: "", pin: "1234", challenge: null });
  const shown = pressing("press", ..."1234", "ok", ..."481203", "ok");
  assert.deepEqual([shown.mode, shown.pin, shown.challenge], ["response", "1234", "481203"]);
});

test("the card takes no more digits than a prompt has room for, and none while it is off", () => {
  assert.equal(pressing("press", ..."12345").entry, "1234");
  assert.equal(pressing("press", ..."1234", "ok", ..."4812034").entry, "481203");
  assert.equal(pressing("5"), OFF);
});

test("OK means nothing before the PIN is complete, and takes a short challenge", () => {
  assert.equal(pressing("press", ..."123", "ok").mode, "pin");
  assert.equal(pressing("press", ..."1234", "ok", "ok").mode, "challenge");
  assert.equal(pressing("press", ..."1234", "ok", ..."1234", "ok").challenge, "1234");
});

test("press starts over, wherever the card is", () => {
  assert.deepEqual(pressing("press", ..."1234", "ok", "7", "press"), { ...OFF, mode: "pin" });
});

test("a phone begins as the scenario's world has it", () => {
  assert.equal(fresh().key, "active");
  assert.equal(fresh({ app: "none" }).key, "none");
  assert.equal(fresh({ app: "none" }).installed, false);
  assert.equal(fresh({ start: "home" }).signedIn, true);
  assert.equal(fresh({ start: "reinstalled", system: "ios" }).key, "kept");
  assert.equal(fresh({ start: "reinstalled", system: "android" }).key, "lost");
  assert.equal(fresh({ start: "single-app-update" }).outdated, true);
});

test("a phone's PIN has four digits that are not all alike", () => {
  for (let times = 0; times < 50; times += 1) {
    const { pin } = fresh();
    assert.match(pin, /^\d{4}$/);
    assert.ok(new Set(pin).size > 1);
  }
});

test("a part of the state that begins again leaves the model of it as it was", () => {
  freshLogin().typed = "changed";
  assert.equal(freshLogin({ id: "amira" }).typed, "");
  assert.deepEqual(freshLogin({ id: "amira" }).persona, { id: "amira" });
});

const place = (more = {}) => ({
  id: "phone",
  scenario: { world: { phones: [{ id: "phone", system: "" }], faults: ["no-coverage"] }, variants: [], faults: [] },
  sandbox: () => null,
  variant: () => null,
  ...more,
});

test("a phone has the system that the sandbox says, else the world, else the variant's name", () => {
  assert.equal(worldOf(place()).system, "ios");
  assert.deepEqual(worldOf(place({ variant: () => "android-5" })), { id: "phone", system: "android", version: 5 });
  const sandbox = () => ({ phones: [{ id: "phone", system: "android" }] });
  assert.equal(worldOf(place({ sandbox, variant: () => "ios" })).system, "android");
});

test("how a phone is connected is the sandbox's to say; airplane mode its own where it is no switch", () => {
  assert.equal(conditionOf(place(), true).airplane, true);
  assert.equal(conditionOf(place(), false).coverage, false);
  const sandbox = () => ({ faults: { "no-coverage": false, airplane: true, "phone-clock": true } });
  const found = conditionOf(place({ sandbox }), false);
  assert.deepEqual([found.airplane, found.coverage, found.ahead], [false, true, 600_000]);
  const shared = place({ sandbox, scenario: { ...place().scenario, faults: ["airplane"] } });
  assert.equal(conditionOf(shared, false).airplane, true);
});

test("a label is named by the system where the systems name it differently", () => {
  assert.equal(labelsOf("two-factor", "ios"), "two-factor-ios");
  assert.equal(labelsOf("home", "android"), "home");
});

test("a key that is adopted takes the place of this phone's older one, and can be forgotten", () => {
  const other = { kind: "phone", phone: "second", key: "aa" };
  const phone = { id: "phone", sandbox: { devices: [{ kind: "phone", phone: "phone", key: "bb" }, other] } };
  keyring.adopt(phone, { kind: "phone", phone: "phone", key: "cc", push_key: "dd" });
  assert.equal(keyring.held(phone).key, "cc");
  assert.equal(phone.sandbox.devices.length, 2);
  assert.ok(keyring.forget(phone));
  assert.equal(keyring.held(phone), null);
  assert.ok(!keyring.forget(phone));
  assert.equal(other.key, "aa");
});

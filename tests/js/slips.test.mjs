import assert from "node:assert/strict";
import { test } from "node:test";

import { slip, slipAmong } from "../../static/js/demo/typed.js";

const told = (typed, shown) => {
  const found = slip(typed, shown);
  return found && [found.shape, found.typed, found.shown, found.at];
};

test("two digits that changed places are named, beside one another or not", () => {
  assert.deepEqual(told("48316720", "43816720"), ["swapped", "83", "38", 2]);
  assert.deepEqual(told("43816027", "43816720"), ["swapped", "027", "720", 6]);
  assert.equal(told("43816072", "43816720"), null); // three are elsewhere
  assert.deepEqual(told("03816724", "43816720"), ["swapped", "03816724", "43816720", 1]);
});

test("one wrong digit is named with its place", () => {
  assert.deepEqual(told("43816721", "43816720"), ["one", "1", "0", 8]);
  assert.deepEqual(told("53816720", "43816720"), ["one", "5", "4", 1]);
});

test("the same digits, other lengths and what is like nothing are no slip", () => {
  assert.equal(slip("43816720", "43816720"), null);
  assert.equal(slip("4381672", "43816720"), null);
  assert.equal(slip("53816721", "43816720"), null);
  assert.equal(slip("", "4"), null);
});

test("what does not count is not compared, and neither is whether letters are small", () => {
  assert.deepEqual(told("cyfwh 94y8e", "CYFWH-94Y8D"), ["one", "E", "D", 10]);
  assert.equal(slip("CYFWH94Y8E", "CYFWH-94Y8D").letters, true);
  assert.equal(slip("4381 6721", "43816720").letters, false);
});

test("of several values that are shown the one that was meant is found, unless another was typed as it is", () => {
  const shown = ["11112222", "43816720"];
  assert.equal(slipAmong("48316720", shown).shown, "38");
  assert.equal(slipAmong("11112222", [...shown, "11112223"]), null);
  assert.equal(slipAmong("99999999", shown), null);
});

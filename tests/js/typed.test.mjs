import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { clean } from "../../static/js/demo/typed.js";

const { vectors } = JSON.parse(readFileSync(new URL("../vectors/typed_codes.json", import.meta.url), "utf-8"));

for (const { what, typed, kept } of vectors) {
  test(`in a code: ${what}`, () => assert.equal(clean(typed), kept));
}

// The practice page: starts the practice with what the page's address and its own data say.

import { startPractice } from "./app.js";
import { one } from "../sure.js";

const root = one(document, "[data-practice]");
const payload = JSON.parse(one(document, "#practice-data").textContent);
const asked = new URLSearchParams(location.search);
const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));

try {
  const engine = await startPractice(root, payload, {
    step: asked.get("step"),
    platform: asked.get("platform"),
    variant: asked.get("variant"),
    again: ["reload", "back_forward"].includes(navigation?.type),
  });
  engine.bus.listen(({ type }) => type === "engine.step" && engine.touched && keepAddress(engine));
  document.documentElement.dataset.practice = "ready";
} catch (error) {
  root.replaceChildren();
  one(document, "[data-practice-text]").setAttribute("data-failed", "");
  throw error;
}

/** The address names the step, so that it can be shared or reloaded. */
function keepAddress(engine) {
  const address = new URL(location.href);
  address.searchParams.set("platform", engine.platform);
  if (engine.variant) address.searchParams.set("variant", engine.variant);
  if (engine.step) address.searchParams.set("step", engine.step.id);
  else address.searchParams.delete("step");
  history.replaceState(history.state, "", address);
}

// Why it was refused and what to do next: never a bare "incorrect".

import { describe, isGone } from "./describe.js";
import { button, h } from "./dom.js";
import { spellSeconds } from "./words.js";

const MOVE_PAST = 1; // seconds beyond the end of a lockout

/** @param {Refusal} problem @param {Guide} guide */
export function problemPanel(problem, guide) {
  const { engine, words } = guide;
  const { title, text } = describe(problem, words);
  const left = problem.attempts_left;
  return h(
    "div",
    { class: "problem", role: "group", "aria-label": title },
    h("h2", { class: "problem-title" }, h("span", { class: "problem-sign", "aria-hidden": "true", text: "!" }), title),
    h("p", { class: "problem-text", text }),
    // Without a diagnosis the text says itself how many are left.
    left > 0 && problem.diagnosis && h("p", { class: "problem-left", text: words("problem.tries", { count: left }) }),
    problem.retry_at && countdown(problem, engine),
    h("div", { class: "guide-actions" }, ...actions(problem, guide)),
  );
}

function actions(problem, guide) {
  const { engine, words } = guide;
  if (isGone(problem) || problem.reason === "used-up") return [button(words("gone.anew"), () => beginAnew(engine), { class: "primary", focus: "problem.act" })];
  if (problem.reason === "locked") return [unlock(problem, engine)];
  if (problem.reason === "too-soon" && problem.retry_at) {
    return [button(words("problem.move-clock"), () => skipWait(problem, engine), { class: "primary", focus: "problem.act" })];
  }
  if (problem.reason === "offline") return [button(words("offline.again"), () => engine.line.again(), { class: "primary", focus: "problem.act" })];
  if (["too-soon", "full"].includes(problem.reason) || engine.finished) return [];
  return [
    button(words("guide.show-me"), () => guide.show(), { class: "primary", focus: "problem.show" }),
    engine.place > 0 && button(words("guide.back"), () => engine.back(), { focus: "problem.back" }),
  ].filter(Boolean);
}

function unlock(problem, engine) {
  const { words } = engine;
  const act = { class: "primary", focus: "problem.act" };
  if (problem.retry_at) return button(words("problem.move-clock"), () => skipLock(problem, engine), act);
  if (engine.session.data?.devices.length === 0) return button(words("gone.anew"), () => beginAnew(engine), act); // nothing to restore
  return button(words("problem.restore"), () => engine.restoreDevice(), act);
}

function countdown(problem, engine) {
  const [later, now] = problem.reason === "locked" ? ["window.opens-in", "window.open-again"] : ["problem.again-in", "problem.again-now"];
  const line = h("p", { class: "problem-until", "data-until": problem.retry_at });
  const tell = () => {
    if (line.parentNode && !line.isConnected) stop();
    const left = (Date.parse(problem.retry_at) - engine.clock.now()) / 1000;
    line.textContent = engine.words(left > 0 ? later : now, { time: spellSeconds(left) });
  };
  const stop = engine.clock.listen(tell);
  tell();
  return line;
}

/** What has ended is nothing to be had back. */
function beginAnew(engine) {
  engine.session.leave();
  return engine.reset();
}

/** Nothing is lost by waiting: what was refused can be done again. */
async function skipWait(problem, engine) {
  await engine.switches.passUntil(problem.retry_at);
  engine.problem = null;
  engine.bus.emit("engine.step", { from: null, to: engine.step?.id ?? null });
}

async function skipLock(problem, engine) {
  const left = (Date.parse(problem.retry_at) - engine.clock.now()) / 1000;
  await engine.switches.moveClock({ forward_seconds: Math.max(0, Math.ceil(left)) + MOVE_PAST });
  engine.problem = null;
  await engine.goto(engine.steps[0].id);
}

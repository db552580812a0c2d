// Why it was refused and what to do next: never a bare "incorrect".

import { button, h } from "./dom.js";
import { spellSeconds } from "./time.js";
import { describe, isGone } from "./words.js";

const ENDS_LOGIN = new Set(["expired", "superseded", "already-used", "too-many-attempts"]);
const MOVE_PAST = 1; // seconds beyond the end of a lockout

/** @typedef {{label: string, values?: Record<string, any>, run: () => any}} Way  what leads on, as a button: the key of its words, and what fills them in */

/** @param {Refusal} problem @param {Guide} guide */
export function problemPanel(problem, guide) {
  const { engine, words } = guide;
  const { title, text } = describe(problem, words);
  const { attempts_left: left = null } = problem;
  return h(
    "div",
    { class: "problem", role: "group", "aria-label": title },
    h("h2", { class: "problem-title" }, h("span", { class: "problem-sign", "aria-hidden": "true", text: "!" }), title),
    // First, so that "try again" is read as what to do in the next login.
    left === 0 && h("p", { class: "problem-left", text: words("problem.used-up") }),
    h("p", { class: "problem-text", text }),
    // Without a diagnosis the text says itself how many are left.
    left !== null &&
      left > 0 &&
      (problem.diagnosis || problem.slip) &&
      h("p", { class: "problem-left", text: words("problem.tries", { count: left }) }),
    problem.retry_at && countdown(problem, engine),
    leadingOn(wayOn(problem, engine) ?? startingOver(engine, problem), words),
  );
}

/** @param {Way | null} way @param {Words} words */
function leadingOn(way, words) {
  const act = way && button(words(way.label, way.values), way.run, { class: "primary", focus: "problem.act" });
  return act && h("div", { class: "guide-actions" }, act);
}

/** What has just happened, in words. @param {string} news @param {Engine} engine @returns {{title: string, text: string}} */
export function describeNews(news, { words, switches }) {
  const what = switches.broken.map((name) => words(`faults.${name}`)).join(", ");
  return { title: words(`news.${news}.title`), text: words(`news.${news}.text`, { what }) };
}

/** What has just happened, and how it goes on: nothing was refused. @param {string} news @param {Engine} engine */
export function newsPanel(news, engine) {
  const { words } = engine;
  const { title, text } = describeNews(news, engine);
  return h(
    "div",
    { class: "problem news", role: "group", "aria-label": title },
    h("h2", { class: "problem-title", text: title }),
    h("p", { class: "problem-text", text }),
    leadingOn(news === "hindered" ? mending(engine) : startingOver(engine), words),
  );
}

/** @returns {Way} */
function mending(engine) {
  const { switches } = engine;
  const run = () => engine.attempt("faults", () => switches.mend());
  return { label: "news.mend", values: { count: switches.broken.length }, run };
}

/**
 * Where a login has ended without success, what leads on is another one. The window may not know yet: the phone was refused.
 *
 * @param {Engine} engine @param {Partial<Refusal>} [problem]
 */
function startingOver({ devices }, { reason, attempts_left: left } = {}) {
  const isEnd = left === 0 || ENDS_LOGIN.has(reason ?? "");
  const over = [...devices.values()].find(
    (device) => device.isOver || (isEnd && device.isOver === false && device.pending),
  );
  return over ? { label: "window.start-over", run: () => over.startOver?.() } : null;
}

/**
 * What has to be done first, before the step can go on; null where that is nothing.
 *
 * @param {Refusal} problem @param {Engine} engine @returns {Way | null}
 */
export function wayOn(problem, engine) {
  const { reason, retry_at: until } = problem;
  if (isGone(problem) || reason === "used-up") return { label: "gone.again", run: () => beginAgain(engine) };
  if (reason === "offline") return { label: "offline.again", run: () => engine.line.again() };
  if (reason === "locked") return unlocking(problem, engine);
  if (reason === "too-soon" && until) return waiting(problem, engine);
  return null;
}

/** An hour without calls is longer than a login lasts. @param {Refusal} problem @param {Engine} engine @returns {Way} */
function waiting(problem, engine) {
  if (problem.topic === "calls") return { label: "gone.again", run: () => beginAgain(engine) };
  return { label: "problem.move-clock", run: () => skipWait(problem, engine) };
}

function unlocking(problem, engine) {
  if (problem.retry_at) return { label: "problem.move-clock", run: () => skipLock(problem, engine) };
  const hasNothing = engine.session.data?.devices.length === 0; // that could be restored
  if (hasNothing) return { label: "gone.again", run: () => beginAgain(engine) };
  return { label: "problem.restore", run: () => engine.restoreDevice() };
}

function countdown(problem, engine) {
  const [later, now] =
    problem.reason === "locked" ? ["window.opens-in", "window.open-again"] : ["problem.again-in", "problem.again-now"];
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

/** What has ended does not come back. */
function beginAgain(engine) {
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

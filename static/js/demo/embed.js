// The same practice inside an article, fetched when the reader asks for it.

import { openAt, startPractice } from "./app.js";
import { addStyles } from "./payload.js";
import { here } from "./progress.js";

/** @type {WeakMap<HTMLElement, Engine>} */
const mounted = new WeakMap();

/**
 * Open a practice in `element`; called again for the same element, go to another step of it. As the reader goes on, `element` sends bubbling `practice:step` events with the detail
 * {article_step, state: "done" | "current" | "todo"}: one per step of the article whose state has changed. Once it can be used, `element` has `data-practice="ready"`.
 *
 * @param {HTMLElement} element
 * @param {{payload: any} & import("./app.js").Start} options  `payload` as auth_demo/web/pages.py gives it
 * @returns {Promise<Engine>}
 */
export async function mount(element, { payload, step = null, platform = null, variant = null, ...more }) {
  const known = mounted.get(element);
  if (known) return goOn(known, { step, platform, variant });
  await Promise.all(payload.styles.map(addStyles));
  element.classList.add("practice", "practice-embedded");
  const engine = await startPractice(element, payload, { again: !step, ...more, step, platform, variant });
  mounted.set(element, engine);
  tellArticle(element, engine);
  element.dataset.practice = "ready";
  return engine;
}

async function goOn(engine, { step, platform, variant }) {
  if (variant) await engine.setVariant(variant);
  if (platform) engine.setPlatform(platform);
  if (step) await openAt(engine, step);
  return engine;
}

function tellArticle(element, engine) {
  const told = new Map();
  const send = (article_step, state) => {
    if (told.get(article_step) === state) return;
    told.set(article_step, state);
    element.dispatchEvent(new CustomEvent("practice:step", { bubbles: true, detail: { article_step, state } }));
  };
  const tell = () => {
    const now = states(engine);
    for (const article_step of told.keys()) if (!now.has(article_step)) send(article_step, "todo"); // of another variant
    for (const [article_step, state] of now) send(article_step, state);
  };
  engine.bus.listen(({ type }) => type === "engine.step" && tell());
  tell();
}

/** How far each step of the article is: several of the practice may walk through one. */
function states(engine) {
  const bound = new Map();
  for (const step of engine.steps) {
    const article_step = here(step.article_steps, engine, step.article_step);
    if (article_step) bound.set(article_step, [...(bound.get(article_step) ?? []), step]);
  }
  const stateOf = (steps) => {
    if (steps.includes(engine.step)) return "current";
    return steps.every(({ id }) => engine.done.has(id)) ? "done" : "todo";
  };
  return new Map([...bound].map(([article_step, steps]) => [article_step, stateOf(steps)]));
}

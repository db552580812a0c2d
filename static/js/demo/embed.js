// The same practice inside an article, fetched when the reader asks for it.

import { openAt, startPractice } from "./app.js";

/** @type {WeakMap<HTMLElement, Engine>} */
const mounted = new WeakMap();

/**
 * Open a practice in ELEMENT; called again for the same element, go to another step of it. As the reader goes on, ELEMENT sends bubbling `practice:step` events with the detail
 * {id, article_step, state: "done" | "current" | "todo"}: one per step whose state has changed.
 *
 * The style sheet's address stands in the page's <meta name="practice-css">.
 *
 * @param {HTMLElement} element
 * @param {{scenario: string, step?: string | null, platform?: string | null, variant?: string | null, language: string}} options
 */
export async function mount(element, { scenario, step = null, platform = null, variant = null, language }) {
  const known = mounted.get(element);
  if (known) return goOn(known, { step, platform, variant });
  const common = addStyles(document.querySelector('meta[name="practice-css"]')?.content);
  const payload = await fetchData(scenario, language);
  await Promise.all([common, ...payload.styles.map(addStyles)]);
  element.classList.add("practice", "practice-embedded");
  const engine = await startPractice(element, payload, { step, platform, variant, again: !step });
  mounted.set(element, engine);
  tellArticle(element, engine);
}

async function goOn(engine, { step, platform, variant }) {
  if (variant) await engine.setVariant(variant);
  if (platform) engine.setPlatform(platform);
  if (step) await openAt(engine, step);
}

async function fetchData(scenario, language) {
  const answer = await fetch(`/${language}/practice/${scenario}/data.json`, { credentials: "omit" });
  if (!answer.ok) throw new Error(`no practice ${scenario}: ${answer.status}`);
  return answer.json();
}

function addStyles(href) {
  const known = [...document.querySelectorAll("link[data-practice-css]")].some((each) => each.dataset.practiceCss === href);
  if (!href || known) return undefined;
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href });
  link.dataset.practiceCss = href;
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve); // unstyled is better than not at all
    document.head.append(link);
  });
}

function tellArticle(element, engine) {
  const told = new Map();
  const tell = () => {
    for (const { id, article_step: usual, article_steps: by = {} } of engine.steps) {
      const article_step = by[engine.platform] ?? by[engine.variant] ?? usual;
      const state = engine.done.has(id) ? "done" : engine.step?.id === id ? "current" : "todo";
      if (told.get(id) === state) continue;
      told.set(id, state);
      element.dispatchEvent(new CustomEvent("practice:step", { bubbles: true, detail: { id, article_step, state } }));
    }
  };
  engine.bus.listen(({ type }) => type === "engine.step" && tell());
  tell();
}

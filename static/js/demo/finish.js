// The end of every practice: what to check before doing it for real, and where to go on.

import { button, h } from "./dom.js";
import { here } from "./progress.js";

const MOST_VARIANTS = 3; // offered here; all of them stand beside the devices

/** @param {Guide} guide */
export function finish({ engine, words, payload, strip }) {
  const article = here(payload.articles, engine, payload.article);
  const others = engine.scenario.platforms.filter((each) => each.id !== engine.platform);
  const variants = following(engine.scenario.variants, engine.variant).slice(0, MOST_VARIANTS);
  const cause = engine.scenario.variants.find((each) => each.id === engine.variant)?.cause;
  return [
    h("h2", { class: "guide-title", text: words(engine.steps.at(-1).done_on === "response.accepted" ? "finish.title" : "finish.title-done") }),
    h("p", { class: "guide-task", text: cause || words("finish.text") }),
    h(
      "div",
      { class: "before-real" },
      h("h3", { text: words("finish.before-real") }),
      h("ul", {}, ...engine.scenario.before_real.map((text) => h("li", { text }))),
    ),
    h(
      "div",
      { class: "guide-actions" },
      button(words("strip.open"), strip, { class: "primary", focus: "finish.strip" }),
      button(words("finish.again"), () => engine.reset(), { focus: "finish.again" }),
      ...others.map((each) =>
        button(words("finish.on-platform", { platform: each.title }), () => again(engine, each.id), {
          focus: `finish.${each.id}`,
        }),
      ),
      ...variants.map((each) =>
        button(words("finish.variant", { variant: each.title }), () => engine.setVariant(each.id), {
          focus: `finish.${each.id}`,
        }),
      ),
      h("a", { class: "button", href: article.address, text: words("finish.article", { number: article.number }) }),
    ),
  ];
}

/** The others, those after this one first. */
function following(all, id) {
  const at = all.findIndex((each) => each.id === id);
  return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
}

async function again(engine, platform) {
  engine.setPlatform(platform);
  await engine.reset();
}

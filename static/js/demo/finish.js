// The end of every practice: what to check before doing it for real, and where to go on.

import { button, h } from "./dom.js";

/** @param {Guide} guide */
export function finish({ engine, words, payload, strip }) {
  const others = engine.scenario.platforms.filter((each) => each.id !== engine.platform);
  const variants = engine.scenario.variants.filter((each) => each.id !== engine.variant);
  return [
    h("h2", { class: "guide-title", text: words("finish.title") }),
    h("p", { class: "guide-task", text: words("finish.text") }),
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
        button(words("finish.on-platform", { platform: each.title }), () => engine.setVariant(each.id), {
          focus: `finish.${each.id}`,
        }),
      ),
      h("a", { class: "button", href: payload.article.address, text: words("finish.article", { number: payload.article.number }) }),
    ),
  ];
}

async function again(engine, platform) {
  engine.setPlatform(platform);
  await engine.reset();
}

// The end of every practice: a moment of success in the guide; below the devices, which stay as they are, what to check
// before doing it for real and where to go on.

import { button, h, refill } from "./dom.js";
import { here } from "./progress.js";
import { spellSeconds } from "./time.js";

const MOST_VARIANTS = 3; // offered here; all of them are beside the devices
const LONGEST = 3600; // seconds; who took longer was away

/** What the guide says of it; `next` leads to the ending. @param {Guide} guide @param {() => void} next */
export function success({ engine, words }, next) {
  const cause = engine.scenario.variants.find((each) => each.id === engine.variant)?.cause;
  const isLogin = engine.steps.at(-1)?.done_on === "response.accepted";
  return [
    h("h2", { class: "guide-title guide-success", text: words(isLogin ? "finish.title" : "finish.title-done") }),
    cause && h("p", { class: "guide-task", text: cause }),
    h("p", { class: "guide-tally", text: tallyText(engine, words) }),
    h(
      "div",
      { class: "guide-actions" },
      button(words("finish.next"), next, { class: "primary", focus: "finish.next" }),
    ),
  ];
}

function tallyText({ tally, steps }, words) {
  const seconds = Math.round((tally.ended - tally.begun) / 1000);
  const took = tally.begun && seconds <= LONGEST ? words("finish.took", { time: spellSeconds(seconds) }) : "";
  return [
    words("finish.steps", { count: steps.length }),
    took,
    words(tally.wrong ? "finish.wrong" : "finish.no-wrong", { count: tally.wrong }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What follows, in a section of its own. @param {Engine} engine @param {{payload: Payload, strip: () => void}} options */
export function ending(engine, { payload, strip }) {
  const element = h("section", {
    class: "ending",
    hidden: true,
    tabindex: "-1",
    "aria-label": engine.words("finish.next"),
  });
  const draw = () => {
    if (element.hidden === !engine.finished) return;
    element.hidden = !engine.finished;
    refill(element, ...(engine.finished ? contents(engine, payload, strip) : []));
  };
  engine.bus.listen(({ type }) => type === "engine.step" && draw());
  draw();
  return element;
}

function contents(engine, payload, strip) {
  const { words, scenario } = engine;
  const article = here(payload.articles, engine, payload.article);
  const isHere = location.pathname.startsWith(article.address);
  const others = scenario.platforms.filter((each) => each.id !== engine.platform);
  const variants = following(scenario.variants, engine.variant).slice(0, MOST_VARIANTS);
  return [
    h(
      "div",
      { class: "before-real" },
      h("h3", { text: words("finish.before-real") }),
      h("ul", {}, ...scenario.before_real.map((text) => h("li", { text }))),
      h("p", { text: words("finish.text") }),
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
      !isHere &&
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

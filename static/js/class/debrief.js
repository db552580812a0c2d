// What to talk about when a class is over: mistakes counted by people, and how long each state took. Nobody's name.

import { h, s } from "../demo/dom.js";
import { has, language, words } from "./common.js";

const WIDTH = 320; // of a bar's drawing, in its own units
const HEIGHT = 22;
const SHORTEST = 1; // seconds: a state that nobody was in for longer is nothing to talk about

/**
 * @param {any} found  as GET /classes/{id}/debrief gives it
 * @param {{practices: Record<string, any>, now: string, hidden: boolean}} drawing  `now` is the practice that is on; `hidden`: without names
 * @returns {Node[]}
 */
export function debriefOf({ people, causes, spreads, around, not_yet }, { practices, now, hidden }) {
  const times = spreads.filter((each) => each.longest >= SHORTEST);
  const longest = Math.max(...times.map((each) => each.longest));
  return [
    h("h3", { text: words("board.mistakes-title") }),
    causes.length
      ? h("ul", { class: "debrief-mistakes" }, ...causes.map((each) => mistake(each, people, practices)))
      : h("p", { text: words("board.no-mistakes") }),
    ...problems(around, not_yet, hidden),
    ...(times.length ? [h("h3", { text: words("board.times") })] : []),
    h("ul", { class: "debrief-times" }, ...times.map((each) => time(each, longest, practices[now].states))),
  ];
}

/** Of each problem that somebody met, who found a way in, and who did not. */
function problems(around, notYet, hidden) {
  const lines = Object.entries(notYet).map(([name, people]) => {
    const fault = words(`fault.${name}`);
    const found = around[name] ?? 0;
    const names = hidden ? words("board.nobody-named", { count: people.length }) : people.join(", ");
    const text = people.length
      ? words("board.not-yet", { fault, found, names })
      : words("board.all-found", { fault, found });
    return h("li", { text });
  });
  return lines.length ? [h("h3", { text: words("board.problems") }), h("ul", {}, ...lines)] : [];
}

/** Each bar leads to the paragraph that explains it. */
function mistake({ cause, scenario, people }, all, practices) {
  const count = words("board.mistakes", { people, all });
  return h(
    "li",
    {},
    h("a", { href: practices[scenario]?.mistakes[cause] ?? "#", text: `${count} ${words(`cause.${cause}`)}` }),
    bar([{ from: 0, to: people / all, kind: "share" }]),
  );
}

function time({ state, median, low, high, longest }, most, articles) {
  const name = has(`state.${state}`) ? words(`state.${state}`) : state;
  const told = words("board.seconds-of", { state: name, median: round(median), low: round(low), high: round(high) });
  const part = (seconds) => seconds / (most || 1);
  return h(
    "li",
    {},
    h("a", { href: articles[state] ?? "#", text: told }),
    bar([
      { from: 0, to: part(longest), kind: "all" },
      { from: part(low), to: part(high), kind: "middle" },
      { from: part(median) - 0.005, to: part(median) + 0.005, kind: "median" },
    ]),
  );
}

function bar(parts) {
  return s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", class: "debrief-bar", "aria-hidden": "true" },
    ...parts.map(({ from, to, kind }) =>
      s("rect", {
        class: `debrief-${kind}`,
        x: from * WIDTH,
        y: 3,
        width: Math.max(2, (to - from) * WIDTH),
        height: HEIGHT - 6,
      }),
    ),
  );
}

function round(seconds) {
  return seconds.toLocaleString(language, { maximumFractionDigits: 1 });
}

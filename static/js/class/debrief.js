// What to talk about when a class is over: mistakes counted by people, and how long each state took. Nobody's name.

import { h, s } from "../demo/dom.js";
import { has, words } from "./common.js";

const WIDTH = 320; // of a bar's drawing, in its own units
const HEIGHT = 22;

/** @param {any} found  as GET /classes/{id}/debrief gives it @param {{article: string}} practice @returns {Node[]} */
export function debriefOf({ people, causes, spreads }, { article }) {
  return [
    causes.length
      ? h("ul", { class: "debrief-mistakes" }, ...causes.map((each) => mistake(each, people, article)))
      : h("p", { text: words("board.no-mistakes") }),
    h(
      "ul",
      { class: "debrief-times" },
      ...spreads.map((each) => time(each, Math.max(...spreads.map(({ longest }) => longest)))),
    ),
  ];
}

/** Each bar leads to the article that explains it. */
function mistake({ cause, people }, all, article) {
  const count = words("board.mistakes", { people, all });
  return h(
    "li",
    {},
    h("a", { href: article, text: `${count} ${words(`cause.${cause}`)}` }),
    bar([{ from: 0, to: people / all, kind: "share" }]),
  );
}

function time({ state, median, low, high, longest }, most) {
  const name = has(`state.${state}`) ? words(`state.${state}`) : state;
  const told = words("board.seconds-of", { median: round(median), low: round(low), high: round(high) });
  const part = (seconds) => seconds / (most || 1);
  return h(
    "li",
    {},
    h("span", { text: `${name}: ${told}` }),
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
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "debrief-bar", "aria-hidden": "true" },
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
  return String(Math.round(seconds * 10) / 10);
}

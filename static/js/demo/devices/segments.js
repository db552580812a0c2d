// A fourteen-segment display, drawn: what the card shows looks like a card and not like a font.

import { s } from "../dom.js";

// Where each segment runs in a cell of 20 × 34. Letters are the usual names: a–f around, g1 g2 across the middle,
// h i j the upper diagonals and center, k l m the lower ones.
const SEGMENTS = {
  a: "M4 3H16",
  b: "M17 4.5V15.5",
  c: "M17 18.5V29.5",
  d: "M4 31H16",
  e: "M3 18.5V29.5",
  f: "M3 4.5V15.5",
  g1: "M4.6 17H8.6",
  g2: "M11.4 17H15.4",
  h: "M5.6 6L8.4 14",
  i: "M10 5V15",
  j: "M14.4 6L11.6 14",
  k: "M8.4 20L5.6 28",
  l: "M10 19V29",
  m: "M11.6 20L14.4 28",
};

const GLYPHS = {
  0: "a b c d e f",
  1: "b c",
  2: "a b g1 g2 e d",
  3: "a b g2 c d",
  4: "f g1 g2 b c",
  5: "a f g1 g2 c d",
  6: "a f g1 g2 e c d",
  7: "a b c",
  8: "a b c d e f g1 g2",
  9: "a b c d f g1 g2",
  A: "a b c e f g1 g2",
  C: "a d e f",
  G: "a c d e f g2",
  H: "b c e f g1 g2",
  I: "a d i l",
  L: "d e f",
  N: "b c e f h m",
  P: "a b e f g1 g2",
  ">": "h k",
  "*": "g1 g2 h i j k l m",
  " ": "",
};

const WIDTH = 24;
const HEIGHT = 34;

/**
 * One line of the display.
 *
 * @param {number} cells @returns {{element: SVGElement, show: (text: string) => void}}
 */
export function segmentLine(cells) {
  const drawn = Array.from({ length: cells }, (_none, place) => cell(place));
  const element = s(
    "svg",
    { viewBox: `-3 0 ${cells * WIDTH + 6} ${HEIGHT}`, class: "segments", "aria-hidden": "true", focusable: "false" },
    s("g", { transform: "skewX(-5) translate(2 0)" }, ...drawn.map((each) => each.group)),
  );
  return { element, show: (text) => drawn.forEach((each, place) => each.show(text[place] ?? " ")) };
}

function cell(place) {
  const paths = new Map(Object.entries(SEGMENTS).map(([name, d]) => [name, s("path", { d, class: "segment" })]));
  const group = s("g", { transform: `translate(${place * WIDTH} 0)` }, ...paths.values());
  const show = (character) => {
    const lit = new Set((GLYPHS[character] ?? "").split(" "));
    for (const [name, path] of paths) path.classList.toggle("lit", lit.has(name));
  };
  return { group, show };
}

// The devices of one page, as another page shows them: a picture made of elements, which nobody can press.
//
// A picture says what the devices look like now. It holds no key and no PIN. The page that draws one takes from it only what is
// listed here, so that nothing in it can run.

import { h } from "../demo/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const TAGS = new Set(
  (
    "section div p span strong em b i small h2 h3 h4 ul ol li dl dt dd table thead tbody tr th td button label input " +
    "select option output progress svg g path rect circle line polyline polygon text img time kbd code"
  ).split(" "),
);
const DRAWN = new Set("svg g path rect circle line polyline polygon text".split(" "));
const ATTRIBUTES = new Set(
  (
    "class lang dir hidden disabled checked selected type alt colspan rowspan value max viewBox d x y x1 y1 x2 y2 " +
    "width height cx cy r rx ry points transform fill stroke preserveAspectRatio"
  ).split(" "),
);
const STATES = /^(data-(?!focus$)|aria-(pressed|current|selected|expanded|invalid|checked|disabled)$)/;
const OWN_FILE = /^\/static\/[\w./-]+$/;
const PART = /^\d+(\.\d+)?%$/;
const PIN_FIELD = /(^|[.-])pin($|[.-])/;
const DEEPEST = 40;

/**
 * @typedef {{t: string, a?: Record<string, string>, w?: string, c?: (Picture | string)[]}} Picture  tag, attributes, width, content
 *
 * @param {Element} element @param {string[]} pins  that are shown to nobody else
 * @returns {Picture | null}
 */
export function pictureOf(element, pins) {
  const tag = element.localName;
  if (!TAGS.has(tag) || element.matches("[aria-live], [role=status], script, style")) return null;
  /** @type {Picture} */
  const picture = { t: tag };
  const named = [...element.attributes].filter(({ name, value }) => isKept(name, value));
  if (named.length) picture.a = Object.fromEntries(named.map(({ name, value }) => [name, hidden(value, pins)]));
  if (element instanceof HTMLInputElement) {
    const isPin = PIN_FIELD.test(element.dataset.focus ?? "");
    picture.a = { ...picture.a, value: isPin ? "•".repeat(element.value.length) : hidden(element.value, pins) };
  }
  const width = /** @type {HTMLElement} */ (element).style?.width;
  if (PART.test(width)) picture.w = width;
  const content = [...element.childNodes]
    .map((node) => {
      if (node instanceof Element) return pictureOf(node, pins);
      return node instanceof Text ? hidden(node.data, pins) : null;
    })
    .filter(Boolean);
  if (content.length) picture.c = content;
  return picture;
}

/** The elements of a picture. @param {any} picture @returns {Element | Text} */
export function drawn(picture, depth = 0) {
  if (typeof picture === "string") return document.createTextNode(picture);
  const tag = picture?.t;
  if (!TAGS.has(tag) || depth > DEEPEST) return document.createTextNode("");
  const element = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : h(tag);
  dress(element, picture);
  if (Array.isArray(picture.c)) element.append(...picture.c.map((each) => drawn(each, depth + 1)));
  return element;
}

function dress(element, { a: attributes, w: width }) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (isKept(name, String(value))) element.setAttribute(name, String(value));
  }
  if (element instanceof HTMLElement && PART.test(width)) element.style.width = width;
}

function isKept(name, value) {
  return ATTRIBUTES.has(name) || STATES.test(name) || (name === "src" && OWN_FILE.test(value));
}

/** A text without the PINs in it, however they are spaced. */
function hidden(text, pins) {
  return pins.reduce((left, pin) => left.replaceAll(pin, "••••").replaceAll([...pin].join(" "), "• • • •"), text);
}

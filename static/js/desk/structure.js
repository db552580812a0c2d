/* The article's structure as kb/markup reads it, as far as writing needs it: which container, step and section a line is in. */

const OPEN = /^( *):::[ \t]*([a-z]+)(?:[ \t]+(.*\S))?[ \t]*$/;
const CLOSE = /^ *:::[ \t]*$/;
const HEADING = /^(#{1,6})[ \t]+(.*?)(?:[ \t]*\{#([^{}\s]*)\})?[ \t]*$/;
const STEP = /^( *)(\d{1,3})([a-z]?)\.[ \t]+/;
export const STEP_INDENT = "   ";

/* Each line: its text, where it starts, its anchor (if it makes one), the containers around it, and the section of its figures. */
export function scan(text) {
  const stack = [];
  let section = "";
  let start = 0;
  return text.split("\n").map((line) => {
    const { container, step = null, anchor = "", isSection, isEnd } = read(line, stack.at(-1));
    if (container) stack.push(container);
    if (step) stack.at(-1).hasStep = true;
    if (isSection) section = anchor;
    const within = [...stack];
    const tab = within.findLast(({ name }) => name === "tab");
    const row = { text: line, start, anchor, step, within, section: tab ? tabName(tab) : section };
    if (isEnd) stack.pop();
    start += line.length + 1;
    return row;
  });
}

/* What `line` is, within the container `around` it: what it opens, begins or ends, and the anchor that it makes. */
function read(line, around) {
  const opened = line.match(OPEN);
  if (opened) {
    const [, indent, name, rest = ""] = opened;
    const container = { name, rest, indent, hasStep: false };
    return { container, anchor: tabName(container) };
  }
  const heading = line.match(HEADING);
  if (heading) return { anchor: heading[3], isSection: heading[1] === "##" };
  const begun = around?.name === "steps" && line.match(STEP);
  if (!begun) return { isEnd: CLOSE.test(line) };
  const [, , number, letter] = begun;
  const prefix = around.rest ? `${around.rest}-` : "";
  return { step: { number: Number(number), letter }, anchor: `${prefix}step-${number}${letter}` };
}

/* The anchor that a container makes: only a tab has one. */
function tabName({ name, rest }) {
  return name === "tab" ? rest.split(" ")[0] : "";
}

export function rowAt(rows, offset) {
  return rows.findLast(({ start }) => start <= offset) ?? rows[0];
}

/* The place that `offset` is in: the last anchor before it. */
export function anchorAt(rows, offset) {
  return rows.findLast(({ start, anchor }) => start <= offset && anchor)?.anchor ?? "";
}

const HOLDS_NO_BLOCK = ["figure", "demo", "tabs"];

export const isTable = ({ text }) => /^ *\|/.test(text);
const opens = ({ text }) => OPEN.test(text);
const closes = ({ text }) => CLOSE.test(text);

/* Whether words at `offset` of `row` would belong to the mark of a container: only a box and a tab have words of their own. */
export function isMark(row, offset) {
  const [mark = "", name = ""] = row.text.match(/^ *:::[ \t]*([a-z]*)[ \t]*/) ?? [];
  return Boolean(mark) && (offset - row.start < mark.length || ["", "steps", "tabs", ...HOLDS_NO_BLOCK].includes(name));
}

/* Whether `row` is nothing but words, which may be put into a block: no part of the article's structure. */
export function isProse(row) {
  const isField = row.within.at(-1)?.name === "figure";
  return !(opens(row) || closes(row) || isField || isTable(row) || row.step || HEADING.test(row.text));
}

/* The row behind which a block can be that is wanted at row number `at` of `rows`, and what it is indented by there. */
export function placeFor(rows, at) {
  const here = lastOfTable(rows, at);
  const row = rows[here];
  const around = closes(row) ? row.within.slice(0, -1) : row.within;
  const inside = around.at(-1);
  if (!inside) return { row, indent: "" };
  const begins = (each, i) => i <= here && each.step && each.within.includes(inside);
  const isIn = inside.name === "steps" ? rows.some(begins) : !HOLDS_NO_BLOCK.includes(inside.name);
  if (isIn) return { row, indent: indentAt({ within: around }) };
  const end = rows.findIndex((each, i) => i > here && closes(each) && each.within.at(-1) === inside);
  return end < 0 ? { row: rows.at(-1), indent: "" } : placeFor(rows, end);
}

function lastOfTable(rows, at) {
  let last = at;
  while (isTable(rows[last]) && rows[last + 1] && isTable(rows[last + 1])) last += 1;
  return last;
}

/* What a block at `row` has to be indented by, to be part of the step or container that the row is in. */
function indentAt(row) {
  const inside = row.within.at(-1);
  if (!inside) return "";
  return inside.name === "steps" && inside.hasStep ? inside.indent + STEP_INDENT : inside.indent;
}

export function headingIds(rows) {
  return rows.filter(({ text, anchor }) => anchor && text.startsWith("#")).map(({ anchor }) => anchor);
}

/* `text` with its figures numbered from 1 in each section, as the renderer expects them. */
export function numbered(text) {
  const counts = new Map();
  return scan(text)
    .map(({ text: line, within, section }) => {
      const figure = OPEN.test(line) && within.at(-1)?.name === "figure";
      if (!figure) return line;
      counts.set(section, (counts.get(section) ?? 0) + 1);
      return line.replace(/(:::[ \t]*figure)(?:[ \t]+\S+)?/, `$1 ${counts.get(section)}`);
    })
    .join("\n");
}

/* Letters, digits and hyphens, as ids and names of pictures are written. */
export function slug(words) {
  const plain = words
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/* An id for a heading of `words` that none of `taken` is. */
export function idFor(words, taken) {
  const wanted = slug(words) || "section";
  let made = wanted;
  for (let nth = 2; taken.includes(made); nth += 1) made = `${wanted}-${nth}`;
  return made;
}

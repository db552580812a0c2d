/* What each button of the toolbar does to the text: it writes only what the renderer understands. */

import { ask, askLink, offerDemos } from "./dialogs.js";
import { askFigure } from "./figure.js";
import { headingIds, idFor, isMark, isProse, numbered, placeFor, rowAt, scan } from "./structure.js";
import { block, lines, replace, selected, wrap } from "./text.js";
import { desk, word } from "./words.js";

/* Puts a block in behind the caret's line, or where the next one can stand; in place of that line if it is empty. */
function put(area, blockLines, options = {}) {
  const rows = scan(area.value);
  const { row, indent } = placeFor(rows, rows.indexOf(rowAt(rows, lines(area).end)));
  const end = row.start + row.text.length;
  block(area, blockLines, { ...options, indent, start: row.text.trim() ? end : row.start, end });
}

/* Whether the caret is in a mark of the structure, where no words belong. */
function isInMark(area) {
  return !selected(area) && isMark(rowAt(scan(area.value), area.selectionStart), area.selectionStart);
}

function marked(area, before, after, sample) {
  if (isInMark(area)) put(area, [before + sample + after], { select: sample });
  else wrap(area, before, after, sample);
}

/* The lines that the selection touches, if a block can be put around them or in their place: if they are words and no structure. */
function wholeLines(area) {
  const { start, end } = lines(area);
  const rows = scan(area.value).filter((row) => row.start >= start && row.start <= end);
  return rows.some(({ text }) => text.trim()) && rows.every(isProse)
    ? { start, end, rows: rows.map(({ text }) => text) }
    : null;
}

/* Puts a block around what `whole` says, made of those lines; the caret is behind its last line. */
function putAround(area, { start, end }, blockLines) {
  const rows = scan(area.value);
  const { indent } = placeFor(rows, rows.indexOf(rowAt(rows, start)));
  block(area, blockLines, { indent, start, end, inside: true });
}

/* `lines` without the indentation that all of them share. */
function dedented(rows) {
  const least = Math.min(...rows.filter((row) => row.trim()).map((row) => row.match(/^ */)[0].length));
  return rows.map((row) => row.slice(Math.min(least, row.length)).trimEnd());
}

/* The id that the same heading has in the other language, if the next one is known; else one made of its words. */
function headingId(editor, words) {
  const own = headingIds(scan(editor.area.value));
  const missing = editor.others().flatMap((other) => headingIds(scan(other.area.value)));
  const theirs = missing.find((id) => !own.includes(id));
  if (theirs) return theirs;
  const made = idFor(words, own);
  editor.fresh.add(made);
  return made;
}

/* A heading's id that was made here follows its words as they are typed, until it is changed by hand. */
export function followHeadings({ area, fresh }) {
  const rows = scan(area.value);
  for (const { text, start } of rows) {
    const [, words = "", id = ""] = text.match(/^#{1,6}[ \t]+(.*?)[ \t]*\{#([^{}\s]+)\}[ \t]*$/) ?? [];
    const taken = headingIds(rows).filter((other) => other !== id);
    if (!words || !fresh.has(id) || idFor(words, taken) === id) continue;
    const { selectionStart, selectionEnd } = area;
    const at = start + text.lastIndexOf("{#") + 2;
    const made = idFor(words, taken);
    fresh.add(made);
    replace(area, at, at + id.length, made);
    const moved = (offset) => (offset > at ? offset + made.length - id.length : offset);
    area.setSelectionRange(moved(selectionStart), moved(selectionEnd));
    return;
  }
}

/* The first of the selected lines as a heading, pressed again a level lower, and back; where none can be, a new one behind. */
function heading(editor) {
  const { area } = editor;
  const rows = scan(area.value);
  const first = rowAt(rows, area.selectionStart);
  const [, marks = "", typed = "", id] = first.text.match(/^(#+)?\s*(.*?)\s*(?:\{#([^{}\s]*)\})?$/) ?? [];
  const isPart = !isProse(first) || first.within.some(({ name }) => name === "steps");
  if (isPart && !marks) {
    const made = word("headingText");
    const within = rows.findLast(({ within: [outer] }) => outer && outer === first.within[0]) ?? first;
    area.setSelectionRange(within.start, within.start);
    return put(area, [`## ${made} {#${headingId(editor, made)}}`], { select: made });
  }
  const words = typed.replace(/^(?:[-*+]|\d+[.)])\s+/, "") || word("headingText");
  const next = marks === "##" ? "###" : "##";
  const made = `${next} ${words} {#${id || headingId(editor, words)}}`;
  return replace(
    area,
    first.start,
    first.start + first.text.length,
    made,
    next.length + 1,
    next.length + 1 + words.length,
  );
}

/* The selected lines as items, or as none if they are; a line that is part of the structure stays, and an item comes behind it. */
function list({ area }) {
  const whole = wholeLines(area);
  const { start, end } = whole ?? lines(area);
  const isEmpty = !area.value.slice(start, end).trim();
  if (!whole && !isEmpty) return put(area, [`- ${word("boxText")}`], { select: word("boxText") });
  const rows = whole ? whole.rows : [area.value.slice(start, end)];
  const isList = rows.every((row) => /^ *- /.test(row) || !row.trim()) && !isEmpty;
  const item = (row) => (row.trim() || isEmpty ? row.replace(/^( *)(?!- )/, "$1- ") : row);
  const made = rows.map((row) => (isList ? row.replace(/^( *)- /, "$1") : item(row))).join("\n");
  if (isList || isEmpty) return replace(area, start, end, made, isEmpty ? made.length : 0, made.length);
  return replace(area, start, end, made, 0, made.length);
}

/* The selected lines as steps; in a list of steps, the next step, and those behind it move on by one. */
function steps({ area }) {
  const rows = scan(area.value);
  const here = rowAt(rows, lines(area).end);
  const within = here.within.at(-1);
  if (within?.name === "steps") return nextStep(area, rows, here, within);
  const whole = wholeLines(area);
  const head = `::: steps ${listName(rows)}`.trim();
  if (!whole) return put(area, [head, `1. ${word("stepText")}`, ":::"], { select: word("stepText") });
  const texts = dedented(whole.rows)
    .filter((row) => row)
    .map((row) => row.replace(/^(\d+[a-z]?[.)]|[-*])\s+/, ""));
  let number = 0;
  const made = texts.map((text) => (text.startsWith(" ") ? `   ${text.trimStart()}` : `${(number += 1)}. ${text}`));
  return putAround(area, whole, [head, ...made, ":::"]);
}

/* What a further list of steps is called: its steps need ids of their own. */
function listName(rows) {
  const names = rows.flatMap(({ within }) => within.filter(({ name }) => name === "steps").map(({ rest }) => rest));
  return names.includes("") ? idFor("list", names) : "";
}

function nextStep(area, rows, here, within) {
  const inList = (row) => row.within.at(-1) === within && row.step;
  const before = rows.findLast((row) => row.start <= here.start && inList(row));
  const number = (before?.step.number ?? 0) + 1;
  const behind = rows.findIndex(
    (row) => row.start >= here.start && (row !== here || closes(row, within)) && (inList(row) || closes(row, within)),
  );
  const last = rows.findLastIndex((row) => inList(row) || closes(row, within));
  const tail = behind < 0 ? [] : rows.slice(behind, last + 1);
  const kept = tail
    .map((row) => (inList(row) ? row.text.replace(/\d+/, (n) => String(Number(n) + 1)) : row.text))
    .join("\n");
  const start = behind < 0 ? area.value.length : rows[behind].start;
  const gap = behind < 0 && !area.value.endsWith("\n") ? "\n" : ""; // the list was never closed
  const made = `${gap}${within.indent}${number}. ${word("stepText")}\n`;
  const end = behind < 0 ? start : rows[last].start + rows[last].text.length;
  const from = made.length - 1 - word("stepText").length;
  return replace(area, start, end, made + kept, from, made.length - 1);
}

function closes(row, within) {
  return row.within.at(-1) === within && /^ *:::[ \t]*$/.test(row.text);
}

/* A link to an article behind the words that are selected, which stay; a number that is selected becomes one. */
async function link(editor) {
  const { area } = editor;
  const words = selected(area).trim();
  const made = await askLink(editor, words);
  if (!made) return;
  const { selectionStart, selectionEnd } = area;
  if (isInMark(area)) return put(area, [made]);
  if (!words || /^(?:KB)?\s*\d+(?:#\S*)?$/i.test(words)) return replace(area, selectionStart, selectionEnd, made);
  const end = selectionEnd - (selected(area).length - selected(area).trimEnd().length);
  return replace(area, end, end, ` (${made})`);
}

/** @param {Editor} editor @param {File} [file] */
async function figure(editor, file) {
  const { area, language } = editor;
  const name = editor.number() ? `kb${editor.number()}` : "figure";
  const made = await askFigure({ area, language, demo: editor.demo(), name, file });
  if (made) put(area, made, { change: numbered }); // those behind it in this section move on by one
}

async function box({ area }) {
  const whole = selected(area).trim() ? wholeLines(area) : null;
  const answer = await ask(area, "box");
  if (!answer) return;
  const head = `::: ${answer.get("kind")} ${answer.get("heading")}`.trim();
  if (whole) putAround(area, whole, [head, ...dedented(whole.rows), ":::"]);
  else put(area, [head, word("boxText"), ":::"], { select: word("boxText") });
}

async function tabs({ area, language }) {
  const answer = await ask(area, "tabs");
  const chosen = (answer?.getAll("tab") ?? []).map(String);
  if (!chosen.length) return;
  const parts = chosen.flatMap((id) => [`::: tab ${id} ${desk.tabs[language][id]}`, word("boxText"), ":::"]);
  put(area, ["::: tabs", ...parts, ":::"], { select: word("boxText") });
}

async function demo(editor) {
  const { area, language } = editor;
  const answer = await ask(area, "demo", (form) => offerDemos(form, language, editor.demo()).catch(editor.unreachable));
  if (answer?.get("demo")) put(area, [`::: demo ${answer.get("demo")} ${answer.get("step")}`.trim(), ":::"]);
}

/** @type {Record<string, (editor: Editor, file?: File) => void | Promise<void>>} */
export const commands = {
  bold: ({ area }) => marked(area, "**", "**", word("boxText")),
  italic: ({ area }) => marked(area, "*", "*", word("boxText")),
  label: ({ area }) => marked(area, "[[", "]]", "Log In"),
  key: ({ area }) => marked(area, "++", "++", "OK"),
  paragraph: (editor) => editor.paragraph.toggle(),
  preview: (editor) => editor.preview.toggle(),
  ...{ heading, list, steps, link, figure, box, tabs, demo },
};

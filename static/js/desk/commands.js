/* What each button of the toolbar does to the text: it writes only what the renderer understands. */

import { ask, askLink, offerDemos } from "./dialogs.js";
import { askFigure } from "./figure.js";
import { headingIds, indentAt, numbered, rowAt, scan, slug } from "./structure.js";
import { block, lines, replace, selected, wrap } from "./text.js";
import { desk, word } from "./words.js";

function put(area, blockLines, options) {
  block(area, blockLines, indentAt(rowAt(scan(area.value), lines(area).end)), options);
}

/* The id that the same heading has in the other language, if the next one is known; else one made of its words. */
function headingId(editor, words) {
  const own = headingIds(scan(editor.area.value));
  const missing = editor.others().flatMap((other) => headingIds(scan(other.area.value)));
  return missing.find((id) => !own.includes(id)) ?? slug(words);
}

function heading(editor) {
  const { area } = editor;
  const { start, end } = lines(area);
  const line = area.value.slice(start, end);
  const [, marks = "", typed, id] = line.match(/^(#+)?\s*(.*?)\s*(?:\{#([^{}\s]*)\})?$/s);
  const words = typed.replace(/\s*\n\s*/g, " ") || word("headingText");
  const next = marks === "##" ? "###" : "##"; // pressed again: a level lower, and back
  const made = `${next} ${words} {#${id || headingId(editor, words)}}`;
  replace(area, start, end, made, next.length + 1, next.length + 1 + words.length);
}

function list({ area }) {
  const { start, end } = lines(area);
  const rows = area.value.slice(start, end).split("\n");
  const isList = rows.every((row) => /^ *- /.test(row) || !row.trim());
  const off = isList && rows.some((row) => row.trim());
  const made = rows.map((row) => (off ? row.replace(/^( *)- /, "$1") : row.replace(/^( *)(?!- )/, "$1- "))).join("\n");
  replace(area, start, end, made);
}

/* The selected lines as steps; in a list of steps, the next step, and those behind it move on by one. */
function steps({ area }) {
  const rows = scan(area.value);
  const here = rowAt(rows, area.selectionStart);
  const within = here.within.at(-1);
  if (within?.name === "steps" && !selected(area)) return nextStep(area, rows, here, within);
  const { start, end } = lines(area);
  const typed = area.value.slice(start, end).split("\n").filter((row) => row.trim());
  const sample = word("stepText");
  const texts = typed.length ? typed.map((row) => row.trim().replace(/^(\d+[a-z]?[.)]|[-*])\s+/, "")) : [sample];
  const made = ["::: steps", ...texts.map((text, i) => `${i + 1}. ${text}`), ":::"];
  return put(area, made, { select: typed.length ? "" : sample, instead: true });
}

function nextStep(area, rows, here, within) {
  const inList = (row) => row.within.at(-1) === within && row.step;
  const before = rows.findLast((row) => row.start <= here.start && inList(row));
  const number = (before?.step.number ?? 0) + 1;
  const after = rows.findIndex((row) => row.start > here.start && (inList(row) || closes(row, within)));
  const tail = rows.slice(after).map((row) => (inList(row) ? row.text.replace(/\d+/, (n) => Number(n) + 1) : row.text));
  const last = rows.findLastIndex((row) => inList(row) || closes(row, within));
  const kept = tail.slice(0, last - after + 1).join("\n");
  const made = `${within.indent}${number}. ${word("stepText")}\n`;
  const end = rows[last].start + rows[last].text.length;
  const from = made.length - 1 - word("stepText").length;
  replace(area, rows[after].start, end, made + kept, from, made.length - 1);
}

function closes(row, within) {
  return row.within.at(-1) === within && /^ *:::[ \t]*$/.test(row.text);
}

async function link({ area, language }) {
  const { selectionStart, selectionEnd } = area;
  const made = await askLink(language, selected(area).trim());
  if (made) replace(area, selectionStart, selectionEnd, made);
}

async function figure(editor, file = null) {
  const { area, language } = editor;
  const { selectionStart, selectionEnd } = area;
  const made = await askFigure({ language, demo: editor.demo(), name: editor.number() ? `kb${editor.number()}` : "figure", file });
  if (!made) return;
  area.setSelectionRange(selectionStart, selectionEnd);
  put(area, made);
  const text = numbered(area.value); // those behind it in this section have moved on by one
  const caret = area.selectionStart;
  let first = 0;
  while (first < text.length && text[first] === area.value[first]) first += 1;
  if (text !== area.value) replace(area, first, area.value.length, text.slice(first));
  area.setSelectionRange(caret, caret);
}

async function box({ area }) {
  const words = selected(area).trim();
  const { start, end } = lines(area);
  const answer = await ask("box");
  if (!answer) return;
  const head = `::: ${answer.get("kind")} ${answer.get("heading")}`.trim();
  const body = words ? area.value.slice(start, end).split("\n").map((row) => row.trim()) : [word("boxText")];
  put(area, [head, ...body, ":::"], { select: words ? "" : word("boxText"), instead: Boolean(words) });
}

async function tabs({ area, language }) {
  const answer = await ask("tabs");
  const chosen = (answer?.getAll("tab") ?? []).map(String);
  if (!chosen.length) return;
  const parts = chosen.flatMap((id) => [`::: tab ${id} ${desk.tabs[language][id]}`, word("boxText"), ":::"]);
  put(area, ["::: tabs", ...parts, ":::"], { select: word("boxText") });
}

async function demo(editor) {
  const { area, language } = editor;
  const answer = await ask("demo", (form) => offerDemos(form, language, editor.demo()).catch(editor.unreachable));
  if (answer?.get("demo")) put(area, [`::: demo ${answer.get("demo")} ${answer.get("step")}`.trim(), ":::"]);
}

/** @type {Record<string, (editor: Editor, file?: File) => void | Promise<void>>} */
export const commands = {
  bold: ({ area }) => wrap(area, "**", "**", word("boxText")),
  italic: ({ area }) => wrap(area, "*", "*", word("boxText")),
  label: ({ area }) => wrap(area, "[[", "]]", "Log In"),
  key: ({ area }) => wrap(area, "++", "++", "OK"),
  preview: (editor) => editor.preview.toggle(),
  ...{ heading, list, steps, link, figure, box, tabs, demo },
};


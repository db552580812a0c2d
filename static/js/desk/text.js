/* Edits of a textarea, each of which the browser can undo. */

/* Puts `text` between `start` and `end` of `area` and selects from `from` to `to` of it (default: the caret behind it). */
export function replace(area, start, end, text, from = text.length, to = from) {
  if (area.readOnly) return;
  area.focus();
  area.setSelectionRange(start, end);
  if (text === area.value.slice(start, end)) return;
  // The only way that leaves the undo history alone; setRangeText is for browsers that drop it one day.
  const hasFocus = document.activeElement === area; // a field in a tab that is not shown cannot have it
  const isDone = hasFocus && document.execCommand(text ? "insertText" : "delete", false, text);
  if (!isDone) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(start + from, start + to);
}

export function selected(area) {
  return area.value.slice(area.selectionStart, area.selectionEnd);
}

/* Start and end of the lines that the selection touches. */
export function lines(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const last = selectionEnd > selectionStart && value[selectionEnd - 1] === "\n" ? selectionEnd - 1 : selectionEnd;
  const next = value.indexOf("\n", last);
  return { start, end: next < 0 ? value.length : next };
}

/* Marks the selection, or takes the marks away if it has them: each line and each cell by itself, for no mark goes beyond them. */
export function wrap(area, before, after, sample) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const inner = value.slice(start, end);
  if (value.slice(start - before.length, start) === before && value.startsWith(after, end) && inner) {
    return replace(area, start - before.length, end + after.length, inner, 0, inner.length);
  }
  if (!inner.trim()) {
    const from = start + inner.length + before.length;
    return replace(area, start, end, inner + before + sample + after, from - start, from - start + sample.length);
  }
  const parts = phrases(value, start, end);
  if (!parts.length) return undefined;
  const words = parts.map(([from, to]) => value.slice(from, to));
  const isOn = words.every(
    (each) => each.startsWith(before) && each.endsWith(after) && each.length > before.length + after.length,
  );
  const made = words.map((each) => (isOn ? each.slice(before.length, -after.length) : before + each + after));
  const text = made.reduce(
    (done, each, i) => done + value.slice(i ? parts[i - 1][1] : parts[0][0], parts[i][0]) + each,
    "",
  );
  const lead = isOn ? 0 : before.length;
  const isOne = parts.length === 1;
  return replace(
    area,
    parts[0][0],
    parts.at(-1)[1],
    text,
    isOne ? lead : 0,
    text.length - (isOne && !isOn ? after.length : 0),
  );
}

// What begins a line and is no words of it: spaces, the marks of items, steps, quotes and headings.
const LEAD = /^(?:[ \t]*(?:[-*+>]|#{1,6}|\d{1,3}[a-z]?[.)])(?=[ \t]))*[ \t]*/;

/* The stretches of words between `start` and `end` of `value`, as [from, to]: of each line, or of each cell of a row. */
function phrases(value, start, end) {
  const found = [];
  let at = start;
  for (const part of value.slice(start, end).split("\n")) {
    const isFirst = value.lastIndexOf("\n", at - 1) + 1 === at;
    const lead = isFirst ? part.match(LEAD)[0].length : 0;
    const words = part.slice(lead).replace(/[ \t]*\{#[^{}\s]*\}[ \t]*$/, "");
    const isMarkup = /^[ \t]*(?::::|\|[\s:|-]*$|(?:demo|image|state|platform):)/.test(part);
    const isRow = /^[ \t]*\|/.test(part);
    for (const { 0: cell, index } of isMarkup ? [] : words.matchAll(isRow ? /[^|]+/g : /.+/g)) {
      const from = at + lead + index + cell.length - cell.trimStart().length;
      if (cell.trim()) found.push([from, from + cell.trim().length]);
    }
    at += part.length + 1;
  }
  return found;
}

/*
 * Puts `lines`, a block of its own indented by `indent`, between `start` and `end` of `area`, with the empty lines that it needs around it.
 * Then `select` is selected, the part to type over; without it the caret is behind the last line `inside` the block, or behind it.
 * `change` makes the whole text of what came of that.
 */
export function block(area, blockLines, { indent, start, end, select = "", inside = false, change = (text) => text }) {
  const { value } = area;
  const before = value.slice(0, start);
  const after = value.slice(end);
  const gapBefore = !before.trim() ? "" : "\n".repeat(Math.max(0, 2 - trailing(before)));
  const gapAfter = !after.trim() ? "\n" : "\n".repeat(Math.max(0, 2 - leading(after)));
  const rows = blockLines.map((line) => (line ? indent + line : line));
  const text = rows.join("\n");
  const behind = inside ? rows.slice(0, -1).join("\n").length : text.length + 1; // on a line of its own: no more words belong to `:::`
  const all = before + gapBefore + text + gapAfter + after;
  const at = before.length + gapBefore.length + (select ? text.indexOf(select) : behind);
  const from = change(all.slice(0, at)).length;
  rewrite(area, change(all), from, from + select.length);
}

/* Makes `text` the whole text of `area`, in one edit of what differs, and selects from `from` to `to` of it. */
function rewrite(area, text, from, to) {
  const { value } = area;
  const most = Math.min(value.length, text.length);
  let head = 0;
  while (head < most && value[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && value[value.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  replace(area, head, value.length - tail, text.slice(head, text.length - tail), from - head, to - head);
}

function trailing(text) {
  return text.match(/\n*$/)[0].length;
}

function leading(text) {
  return text.match(/^\n*/)[0].length;
}

/* How far below its top edge `area` shows the character at `offset`: measured in a copy that wraps as it does. */
export function topOf(area, offset) {
  const style = getComputedStyle(area);
  const copy = document.createElement("div");
  for (const name of ["font", "letterSpacing", "lineHeight", "padding", "tabSize"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap" });
  Object.assign(copy.style, { overflowWrap: "break-word", boxSizing: "border-box", width: `${area.clientWidth}px` });
  copy.textContent = area.value.slice(0, offset);
  const mark = copy.appendChild(document.createElement("span"));
  mark.textContent = "|";
  document.body.append(copy);
  const top = mark.offsetTop;
  copy.remove();
  return top;
}

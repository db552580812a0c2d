/* Edits of a textarea, each of which the browser can undo. */

/* Puts TEXT between START and END of AREA and selects from FROM to TO of it (default: the caret behind it). */
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

/* Marks the selection, or takes the marks away if it has them. */
export function wrap(area, before, after, sample) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const inner = value.slice(start, end);
  if (value.slice(start - before.length, start) === before && value.startsWith(after, end) && inner) {
    return replace(area, start - before.length, end + after.length, inner, 0, inner.length);
  }
  const words = inner.trim() || sample;
  const lead = inner.length - inner.trimStart().length;
  const marked = inner.slice(0, lead) + before + words + after + (inner.trim() ? inner.slice(inner.trimEnd().length) : "");
  const from = lead + before.length;
  return replace(area, start, end, marked, from, from + words.length);
}

/* Puts LINES in as a block of its own behind the caret's line, or INSTEAD of it; SELECT is the part to type over. */
export function block(area, blockLines, indent, { select = "", instead = false } = {}) {
  const { value } = area;
  const { start, end } = lines(area);
  const isEmpty = !value.slice(start, end).trim();
  const at = isEmpty || instead ? start : end;
  const before = value.slice(0, at);
  const after = value.slice(end);
  const gapBefore = !before.trim() ? "" : "\n".repeat(Math.max(0, 2 - trailing(before)));
  const gapAfter = !after.trim() ? "\n" : "\n".repeat(Math.max(0, 2 - leading(after)));
  const text = blockLines.map((line) => (line ? indent + line : line)).join("\n");
  const found = select ? text.indexOf(select) : text.length;
  const from = gapBefore.length + found;
  replace(area, at, end, gapBefore + text + gapAfter, from, from + select.length);
}

function trailing(text) {
  return text.match(/\n*$/)[0].length;
}

function leading(text) {
  return text.match(/^\n*/)[0].length;
}

/* How far below its top edge AREA shows the character at OFFSET: measured in a copy that wraps as it does. */
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

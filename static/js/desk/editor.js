/* The editor of an article: toolbars, previews, the languages in step, and typing that is not lost. */

import { one } from "../sure.js";
import { commands, followHeadings } from "./commands.js";
import { keep } from "./drafts.js";
import { proposeSlugs, saveByKey } from "./filling.js";
import { Paragraph } from "./paragraph.js";
import { watchOthers } from "./presence.js";
import { Preview } from "./preview.js";
import { guard, showFailure } from "./session.js";
import { sides } from "./sides.js";
import { anchorAt, scan } from "./structure.js";
import { topOf } from "./text.js";
import { toolbar } from "./toolbar.js";
import { debounced, word } from "./words.js";

/** @param {string} name @returns {HTMLInputElement | null} */
const field = (name) => document.querySelector(`#id_${name}`);

export class Editor {
  constructor(root, all) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.language = this.area.lang;
    this.others = () => all.filter((other) => other !== this);
    this.preview = new Preview(this);
    this.paragraph = new Paragraph(this);
    this.place = "";
    this.fresh = new Set(); // ids of headings that were made here
    toolbar(this);
    this.area.addEventListener("input", this.preview.later);
    for (const name of ["title", "summary"])
      field(`${name}_${this.language}`)?.addEventListener("input", this.preview.later);
    const settle = debounced(() => followHeadings(this), 400);
    this.area.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).inputType.startsWith("history"))) settle(); // what is undone stays so
    });
    const follow = debounced(() => this.follow(), 150);
    for (const event of ["keyup", "click"]) this.area.addEventListener(event, follow);
    this.takeImages();
  }

  number() {
    return field("number")?.value ?? document.querySelector(".field-number .readonly")?.textContent ?? "";
  }

  demo() {
    return field("demo")?.value ?? "";
  }

  unreachable() {
    showFailure(word("unreachable"));
  }

  text() {
    const value = (name) => field(`${name}_${this.language}`)?.value ?? "";
    return {
      language: this.language,
      number: this.number(),
      title: value("title"),
      summary: value("summary"),
      body: this.area.value,
    };
  }

  goTo(line) {
    const row = scan(this.area.value)[Math.max(0, line - 1)];
    if (!row) return;
    this.area.focus();
    this.area.setSelectionRange(row.start, row.start + row.text.length);
    this.area.scrollTop = topOf(this.area, row.start) - this.area.clientHeight / 3;
  }

  /* The caret has come to another step or section: the preview and the other language go there too. */
  follow() {
    const place = anchorAt(scan(this.area.value), this.area.selectionStart);
    if (place === this.place) return;
    this.place = place;
    this.preview.reveal(place);
    for (const other of this.others()) other.show(place);
  }

  show(place) {
    const row = scan(this.area.value).find(({ anchor }) => anchor === place);
    if (!row || !this.area.offsetParent) return;
    this.area.scrollTop = topOf(this.area, row.start) - this.area.clientHeight / 4;
    this.preview.reveal(place);
  }

  /* An image that is pasted or dropped becomes a figure. */
  takeImages() {
    const take = (event, files) => {
      const image = [...(files ?? [])].find(({ type }) => type.startsWith("image/"));
      if (!image || this.area.readOnly) return;
      event.preventDefault();
      commands.figure(this, image);
    };
    this.area.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
    this.area.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
  }
}

// All that can be filled in: what is not seen, and what one only chooses a picture or a date by, comes along by itself.
const FILLED =
  "input:not([type=hidden], [type=submit], [type=button], [type=file], .desk-dialog *), textarea, select:not(.desk-dialog *)";

function labelOf(input) {
  const group = input.type === "checkbox" && input.closest("fieldset, .form-row")?.querySelector("legend, label");
  if (group) return group.textContent.trim().replace(/\s*:$/, "");
  return document.querySelector(`label[for="${input.id}"]`)?.textContent.trim().replace(/\s*:$/, "") ?? input.name;
}

function start() {
  const form = one(document, "#content-main form", HTMLFormElement);
  const editors = [];
  for (const root of document.querySelectorAll("[data-desk]")) editors.push(new Editor(root, editors));
  const notices = document.querySelectorAll(".desk-notice");
  form.prepend(...notices);
  /** @type {NodeListOf<HTMLInputElement>} */
  const filled = form.querySelectorAll(FILLED);
  const fields = [...filled].filter(({ name, disabled }) => name && !disabled);
  guard(form, keep(fields, labelOf));
  proposeSlugs(form);
  saveByKey(form);
  watchOthers();
  sides(() => editors.forEach(({ preview }) => preview.refresh()));
  document.body.classList.add("desk-ready");
}

// After django-modeltranslation has made its tabs, which it does when jQuery calls.
window.django.jQuery(start);

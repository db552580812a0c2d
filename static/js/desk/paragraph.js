/* Help with the paragraph at the caret: terms, words to avoid, what is published already, a machine, how it reads.

   Nothing here changes the text by itself: each suggestion has a button, and the first nine a key (Ctrl+Shift and a digit). */

import { element } from "./dialogs.js";
import { replace } from "./text.js";
import { debounced, desk, token, word } from "./words.js";

const WAIT = 500; // ms without a key before the server is asked
const AGAIN = 1000; // ms until what is not read yet is asked for again
const MOST_KEYS = 9;

/* JavaScript counts UTF-16 units, the server characters. */
const characters = (text, units) => [...text.slice(0, units)].length;
const units = (text, count) => [...text].slice(0, count).join("").length;

export class Paragraph {
  constructor(editor) {
    this.editor = editor;
    this.area = editor.area;
    this.root = editor.root.querySelector(".desk-paragraph");
    this.said = this.root.querySelector("[role=status]");
    this.parts = this.root.querySelector(".desk-paragraph-parts");
    this.button = editor.root.querySelector("[data-do=paragraph]");
    this.asked = 0;
    this.inserts = []; // what each key puts into the text
    this.shown = null; // what the help on the page was asked with
    this.root.ariaLabel += ` (${desk.languages[editor.language]})`;
    if (!desk.writes.includes(editor.language)) return;
    this.root.hidden = false;
    this.button.setAttribute("aria-pressed", "true");
    const later = debounced(() => this.refresh(), WAIT);
    for (const event of ["keyup", "click", "input", "focus"]) this.area.addEventListener(event, later);
    this.area.addEventListener("keydown", (event) => this.press(event));
  }

  toggle() {
    this.root.hidden = !this.root.hidden;
    this.button.setAttribute("aria-pressed", String(!this.root.hidden));
    this.refresh();
  }

  /* What the server is asked with. */
  place() {
    const { area, editor } = this;
    /** @type {HTMLSelectElement | null} */
    const select = document.querySelector("#id_source_language");
    const sourceLanguage = select?.value || desk.source;
    const source = editor.others().find(({ language }) => language === sourceLanguage);
    return new URLSearchParams({
      language: editor.language,
      source_language: sourceLanguage,
      source: source?.area.value ?? "",
      body: area.value,
      at: String(characters(area.value, area.selectionStart)),
    });
  }

  async refresh() {
    const place = this.place();
    const key = place.toString();
    if (this.root.hidden || key === this.shown) return;
    this.asked += 1;
    const mine = this.asked;
    const answer = await this.ask("paragraph", place).catch(() => null);
    if (mine !== this.asked || !answer) return;
    if (answer.wait) return void setTimeout(() => this.refresh(), answer.wait);
    if (answer.detail) return this.tell(answer.detail);
    this.shown = key;
    this.show(answer);
    if (answer.left) {
      this.shown = null;
      setTimeout(() => mine === this.asked && this.refresh(), AGAIN);
    }
  }

  /* The answer, or {wait: ms}, or {detail: a sentence}. */
  async ask(name, place) {
    const headers = { "X-CSRFToken": token(), Accept: "application/json" };
    const response = await fetch(desk.urls[name], { method: "POST", body: place, headers });
    const isOurs = !response.redirected && response.headers.get("Content-Type")?.includes("json");
    if (!isOurs) return { detail: word("unreachable") };
    if (response.status === 429) return { wait: 1000 * Number(response.headers.get("Retry-After")) };
    return response.json();
  }

  tell(text) {
    if (this.said.textContent !== text) this.said.textContent = text; // read aloud when it changes
  }

  show(answer) {
    this.answer = answer;
    this.body = this.area.value;
    this.inserts = [];
    const { source, terms, avoided, memory, reading } = answer;
    this.tell(summary(answer));
    const parts = [
      list(
        "desk-avoided",
        avoided.map((each) => this.avoided(each)),
      ),
      list(
        "desk-terms",
        terms.map((each) => this.term(each)),
      ),
      list(
        "desk-memory",
        memory.map((each) => this.match(each)),
      ),
      source && desk.receiver ? this.machine() : null,
      list(
        "desk-advice",
        (reading?.advice ?? []).map((text) => element("li", text)),
      ),
    ];
    if (source)
      parts.unshift(element("p", source, { class: "desk-source", lang: this.place().get("source_language") }));
    this.parts.replaceChildren(...parts.filter(Boolean));
  }

  term({ said, forms, rule, there }) {
    const item = element("li", "");
    if (there) item.className = "is-there";
    const source = element("span", said, { lang: this.place().get("source_language") });
    const others = forms.slice(1).map((form) => [" / ", element("span", form, { lang: this.editor.language })]);
    const note = rule === "keep" ? word("termKept") : rule === "may" ? word("termMay") : "";
    item.append(
      source,
      " → ",
      this.insert(forms[0], () => this.write(forms[0]), { lang: this.editor.language }),
      ...others.flat(),
    );
    if (note) item.append(" ", element("small", note));
    if (there) item.append(" ", element("small", word("termThere")));
    return item;
  }

  avoided({ found, wanted, start, end }) {
    const item = element("li", "");
    const mark = element("mark", found, { lang: this.editor.language });
    const label = word("replaceBy", { found, wanted });
    item.append(
      mark,
      " → ",
      this.insert(wanted, () => this.swap(start, end, wanted), { "aria-label": label }),
    );
    return item;
  }

  match({ percent, number, target, differs }) {
    const item = element("li", "");
    const head = element("p", "");
    const label = `${word("use")}: ${percent} %, KB${number}`;
    const use = this.insert(word("use"), () => this.write(target, true), { "aria-label": label });
    head.append(element("b", `${percent} %`), ` KB${number} `, use);
    item.append(head, element("p", target, { lang: this.editor.language }));
    if (differs.length) {
      const shown = element("p", "", { lang: this.place().get("source_language"), class: "desk-differs" });
      shown.append(...differs.map(({ kind, text }) => (kind === "same" ? text : element(kind, text))));
      const details = element("details", "");
      details.append(element("summary", word("differs")), shown);
      item.append(details);
    }
    return item;
  }

  /* Asks the machine only when the button is pressed; the button says where the text goes. */
  machine() {
    const part = element("div", "", { class: "desk-machine" });
    const button = element("button", word("machine", { receiver: desk.receiver }), { type: "button", class: "button" });
    const said = element("p", "", { role: "status" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      said.textContent = word("machineAsked", { receiver: desk.receiver });
      const answer = await this.ask("translation", this.place()).catch(() => ({ detail: word("unreachable") }));
      button.disabled = false;
      button.focus(); // a disabled one loses it
      if (!answer.target) return void (said.textContent = answer.detail ?? word("machineLater"));
      said.textContent = word("machineMade");
      part.querySelector("div")?.remove();
      part.append(this.machineAnswer(answer));
    });
    part.append(button, said);
    return part;
  }

  machineAnswer({ target, lost }) {
    const made = element("div", "");
    made.append(element("p", target, { lang: this.editor.language }));
    if (lost.length) made.append(element("p", word("machineLost", { marks: lost.join(" ") }), { class: "desk-lost" }));
    made.append(this.insert(word("use"), () => this.write(target, true)));
    return made;
  }

  /* A button that puts a suggestion into the text, with a key if there is one left. */
  insert(text, put, attributes = {}) {
    const button = element("button", text, { type: "button", ...attributes });
    this.inserts.push(put);
    if (this.inserts.length <= MOST_KEYS) {
      button.setAttribute("aria-keyshortcuts", `Control+Shift+${this.inserts.length}`);
      button.append(" ", element("kbd", String(this.inserts.length), { "aria-hidden": "true" }));
      button.title = `Ctrl+Shift+${this.inserts.length}`;
    }
    button.addEventListener("click", put);
    return button;
  }

  press(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.ctrlKey || !event.shiftKey || event.altKey || event.metaKey) return;
    const put = !this.root.hidden && this.inserts?.[Number(digit) - 1];
    if (!put) return;
    event.preventDefault();
    put();
  }

  /* `text` at the caret, or in place of the paragraph. */
  write(text, isWhole = false) {
    const { place } = this.answer;
    const line = text.replaceAll("\n", " ");
    if (isWhole && place) return this.swap(place.start, place.end, line);
    return replace(this.area, this.area.selectionStart, this.area.selectionEnd, line);
  }

  swap(start, end, text) {
    const { value } = this.area;
    if (value !== this.body) return this.refresh(); // what was looked at is no longer there
    return replace(this.area, units(value, start), units(value, end), text);
  }
}

/* What there is, in a line. */
function summary({ terms, memory, reading, left }) {
  const told = [
    terms.length && word("terms", { count: terms.length }),
    memory.length && word("memory", { count: memory.length }),
    reading?.words,
    reading?.grade,
    left && word("memoryLeft", { count: left }),
  ];
  return told.filter(Boolean).join(" · ") || word("paragraphNone");
}

function list(name, items) {
  if (!items.length) return null;
  const made = element("ul", "", { class: name });
  made.append(...items);
  return made;
}

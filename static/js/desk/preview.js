/* The text as readers will see it, made by the server from what is in the form, and what is wrong with it. */

import { build } from "../kb/tabs.js";
import { element } from "./dialogs.js";
import { isSignedIn } from "./session.js";
import { debounced, desk, token, word } from "./words.js";

const WAIT = 600; // ms without a key before the server is asked
/** @type {Promise<any>} */
let turn = Promise.resolve(); // previews are asked for one by one: the server makes one at a time for each editor
const ABOVE = 24; // px left above what is scrolled to

/* What the server rendered, for a frame in which nothing runs. */
const rendered = globalThis.trustedTypes?.createPolicy("preview", { createHTML: (page) => page }) ?? {
  createHTML: (page) => page,
};

export class Preview {
  constructor(editor) {
    this.editor = editor;
    this.root = editor.root.querySelector(".desk-preview");
    this.frame = this.root.querySelector("iframe");
    this.frame.title += ` (${desk.languages[editor.language]})`;
    this.button = editor.root.querySelector("[data-do=preview]");
    this.groups = [];
    this.asked = 0;
    this.shown = null; // what the page was made of
    this.later = debounced(() => this.refresh(), WAIT);
    this.root.hidden = false;
  }

  toggle() {
    this.root.hidden = !this.root.hidden;
    this.button.setAttribute("aria-pressed", String(!this.root.hidden));
    this.refresh();
  }

  /* Asks only for what can be seen, and only if it has changed. */
  async refresh() {
    const text = new URLSearchParams(this.editor.text());
    const key = text.toString();
    if (!this.frame.offsetParent || key === this.shown) return;
    this.asked += 1;
    const mine = this.asked;
    turn = turn.then(() => (mine === this.asked ? this.ask(text) : null));
    const answer = await turn;
    if (mine !== this.asked || !answer) return;
    this.shown = key;
    await this.show(answer.page);
    this.tell(answer.problems);
  }

  async ask(text) {
    const count = this.root.querySelector(".desk-count");
    try {
      const response = await fetch(desk.urls.preview, {
        method: "POST",
        body: text,
        headers: { "X-CSRFToken": token(), Accept: "application/json" },
      });
      const isOurs = !response.redirected && response.headers.get("Content-Type")?.includes("json");
      if (isOurs && response.ok) return await response.json();
      if (isOurs && response.status === 429) {
        setTimeout(this.later, 1000 * Number(response.headers.get("Retry-After")));
        return null; // it follows in a moment
      }
      count.classList.remove("is-good"); // what is shown is no longer what is written
      if (!isOurs) await isSignedIn(); // the way to the sign-in page: says so, if that is what it is
      count.textContent = word("notShown", { why: isOurs ? (await response.json()).detail : response.status });
    } catch {
      count.classList.remove("is-good");
      count.textContent = word("unreachable");
    }
    return null;
  }

  /* The first page is loaded; later ones only change the article in it, so that the place on the page stays. */
  async show(page) {
    const document = this.frame.contentDocument;
    const article = document?.querySelector("article");
    const safe = /** @type {any} */ (rendered.createHTML(page));
    if (article) {
      const fresh = new DOMParser().parseFromString(safe, "text/html").querySelector("article");
      article.replaceWith(document.adoptNode(fresh));
    } else {
      await new Promise((resolve) => {
        this.frame.addEventListener("load", resolve, { once: true });
        this.frame.srcdoc = safe;
      });
      this.frame.contentDocument.addEventListener("click", (event) => this.follow(event));
    }
    this.dress();
  }

  dress() {
    const document = this.frame.contentDocument;
    document.documentElement.dataset.theme = window.document.documentElement.dataset.theme ?? "auto";
    this.groups = [...document.querySelectorAll("[data-tabs]")].map(build);
    this.reveal(this.place, false);
  }

  /* A link within the text leads there; any other opens in a tab of its own. */
  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    if (link.getAttribute("href").startsWith("#")) this.reveal(link.getAttribute("href").slice(1));
    else window.open(link.href, "_blank", "noopener");
  }

  /* Shows the place with the id `place`: its tab, and (unless told otherwise) the top of it. */
  reveal(place, doesScroll = true) {
    this.place = place;
    const target = place && this.frame.contentDocument?.getElementById(place);
    if (!target) return;
    const tab = target.closest(".tab");
    for (const group of this.groups) if (tab && group.sections.includes(tab)) group.show(tab);
    const view = this.frame.contentWindow;
    if (doesScroll) view.scrollTo({ top: view.scrollY + target.getBoundingClientRect().top - ABOVE });
  }

  tell(problems) {
    const count = this.root.querySelector(".desk-count");
    const blocking = problems.filter((each) => each.blocks).length;
    const told = { count: blocking, warnings: problems.length - blocking };
    count.textContent = problems.length ? word("problems", told) : word("problemsNone");
    count.classList.toggle("is-good", !blocking);
    this.root.querySelector(".desk-problems").replaceChildren(...problems.map((problem) => this.problem(problem)));
  }

  problem({ line, text, blocks }) {
    const item = document.createElement("li");
    item.classList.toggle("is-warning", !blocks);
    const button = element("button", word("line", { line }), { type: "button" });
    button.addEventListener("click", () => this.editor.goTo(line));
    item.append(button, ` ${blocks ? text : word("warning", { text })}`);
    return item;
  }
}

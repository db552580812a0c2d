/* Reading an article: links to copy, the contents that follow, the practice that opens in place. */

/** @type {HTMLElement | null} */
const body = document.querySelector(".body");
/** @type {Partial<DOMStringMap>} what is told in the page's language */
const says = body?.dataset ?? {};
const announcer = document.getElementById("announce");
const PRACTICE_LATE = 10_000; // ms until a reader is told not to wait for it
const PLACES = ".body h2[id], .body h3[id], .body .step[id]";

function announce(text = "") {
  if (!announcer) return;
  announcer.textContent = "";
  requestAnimationFrame(() => {
    announcer.textContent = text;
  });
}

// Copying links

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyThroughField(text); // over plain HTTP there is no clipboard object
  }
}

function copyThroughField(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

function address(hash = "") {
  return location.origin + location.pathname + hash;
}

/** @type {NodeListOf<HTMLAnchorElement>} */
const anchors = document.querySelectorAll(".anchor");
for (const anchor of anchors) {
  anchor.addEventListener("click", async () => {
    await copy(address(anchor.hash)); // and the link does what links do: it shows the place
    announce(says.copied);
  });
}

document.querySelector(".article-actions [data-print]")?.addEventListener("click", () => window.print());
/** @type {HTMLElement | null} */
const copyPage = document.querySelector(".article-actions [data-copy-page]");
copyPage?.addEventListener("click", async () => {
  const { textContent: label, dataset } = copyPage;
  await copy(address());
  copyPage.textContent = dataset.done ?? "";
  announce(dataset.done);
  setTimeout(() => {
    copyPage.textContent = label;
  }, 2000);
});

// Where the reader is

const NEAR_TOP = 100; // px: what begins above this line is what is being read

function placeInView() {
  const shown = [...document.querySelectorAll(PLACES)].filter((place) => place.getClientRects().length);
  return shown.filter((place) => place.getBoundingClientRect().top < NEAR_TOP).at(-1);
}

/** @type {NodeListOf<HTMLAnchorElement>} */
const otherLanguages = document.querySelectorAll(".languages a, .fallback a[hreflang]");
for (const link of otherLanguages) {
  link.addEventListener("click", () => {
    const place = location.hash.slice(1) || placeInView()?.id;
    if (place) link.hash = place;
  });
}

/** @type {NodeListOf<HTMLAnchorElement>} */
const contents = document.querySelectorAll(".contents-wide a");
if (contents.length) {
  const follow = () => {
    const heading = [...contents].filter((link) => {
      const target = document.getElementById(link.hash.slice(1));
      return target?.getClientRects().length && target.getBoundingClientRect().top < innerHeight / 3;
    });
    for (const link of contents) link.removeAttribute("aria-current");
    heading.at(-1)?.setAttribute("aria-current", "true");
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  addEventListener("scroll", later, { passive: true });
  follow();
}

// What only some readers need

if (document.querySelector("[data-tabs]")) import("./tabs.js");
if (document.querySelector(".shot")) showPictures();

/** @type {HTMLElement | null} */
const vote = document.querySelector("[data-vote]");
if (vote) {
  const send = async ({ type, target }) => {
    const { helpful } = target.closest("button")?.dataset ?? {};
    const reason = type === "change" ? target.value : "";
    if (helpful || reason) (await import("./votes.js")).answer(vote, helpful === "yes", reason);
  };
  vote.addEventListener("click", send);
  vote.addEventListener("change", send);
}

/* What chooses among pictures comes at once where there is something to choose, else with the first that is opened. */
function showPictures() {
  const { dataset } = document.documentElement;
  if (dataset.theme || document.querySelector(".shot [data-system]")) return void import("./pictures.js");
  const fetched = new MutationObserver(() => (fetched.disconnect(), import("./pictures.js"))); // another theme is chosen
  fetched.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const open = async (event) => {
    const link = event.target instanceof Element && event.target.closest("a.shot-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    document.removeEventListener("click", open);
    await import("./pictures.js");
    link.click();
  };
  document.addEventListener("click", open);
  return undefined;
}

if (document.querySelector(".demo-open, .try")) {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const link = target instanceof Element && target.closest(".demo-open, .try");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    openPractice(link);
  });
  reopen();
}

/* On a slow line seconds pass before there is a practice to see; on a bad one it may never come. */
async function openPractice(link) {
  if (link.hasAttribute("aria-busy")) return;
  const note = document.createElement("span");
  note.className = "demo-wait";
  note.setAttribute("role", "status");
  link.after(note);
  link.setAttribute("aria-busy", "true");
  note.textContent = says.loading ?? "";
  const late = setTimeout(() => note.replaceChildren(says.late ?? "", " ", ownPage(link)), PRACTICE_LATE);
  try {
    await (await import("./practice.js")).open(link, announce);
  } finally {
    clearTimeout(late);
    note.remove();
    link.removeAttribute("aria-busy");
  }
}

function ownPage({ href }) {
  return Object.assign(document.createElement("a"), { href, textContent: says.ownPage });
}

/* The practice that was open when the language was changed; storage may be forbidden. */
function switched() {
  try {
    return JSON.parse(sessionStorage.getItem("practice-switch") ?? "{}").scenario;
  } catch {
    return null;
  }
}

/* The language was changed while a practice was open in this article: it goes on here (js/demo/store.js). */
function reopen() {
  const scenario = switched();
  const link = scenario && document.querySelector(`.demo[data-demo="${CSS.escape(scenario)}"] .demo-open`);
  if (link) openPractice(link);
}

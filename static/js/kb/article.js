/* Reading an article: links to copy, the contents that follow, the practice that opens in place. */

const body = document.querySelector(".body");
const announcer = document.getElementById("announce");
const PRACTICE_LATE = 10_000; // ms until a reader is told not to wait for it
const PLACES = ".body h2[id], .body h3[id], .body .step[id]";

function announce(text) {
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

for (const anchor of document.querySelectorAll(".anchor")) {
  anchor.addEventListener("click", async () => {
    await copy(address(anchor.hash)); // and the link does what links do: it shows the place
    announce(body.dataset.copied);
  });
}

const actions = document.querySelector(".article-actions");
actions.querySelector("[data-print]").addEventListener("click", () => window.print());
actions.querySelector("[data-copy-page]").addEventListener("click", async (event) => {
  const button = event.currentTarget;
  const label = button.textContent;
  await copy(address());
  button.textContent = button.dataset.done;
  announce(button.dataset.done);
  setTimeout(() => {
    button.textContent = label;
  }, 2000);
});

// Where the reader is

const NEAR_TOP = 100; // px: what begins above this line is what is being read

function placeInView() {
  const shown = [...document.querySelectorAll(PLACES)].filter((place) => place.getClientRects().length);
  return shown.filter((place) => place.getBoundingClientRect().top < NEAR_TOP).at(-1);
}

for (const link of document.querySelectorAll(".languages a, .fallback a[hreflang]")) {
  link.addEventListener("click", () => {
    const place = location.hash.slice(1) || placeInView()?.id;
    if (place) link.hash = place;
  });
}

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

const vote = document.querySelector("[data-vote]");
if (vote) {
  const send = async (event) => {
    const { helpful } = event.target.closest("button")?.dataset ?? {};
    const reason = event.type === "change" ? event.target.value : "";
    if (helpful || reason) (await import("./votes.js")).answer(vote, helpful === "yes", reason);
  };
  vote.addEventListener("click", send);
  vote.addEventListener("change", send);
}

if (document.querySelector(".demo-open, .try")) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".demo-open, .try");
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
  note.textContent = body.dataset.loading;
  const late = setTimeout(() => note.replaceChildren(body.dataset.late, " ", ownPage(link)), PRACTICE_LATE);
  try {
    await (await import("./practice.js")).open(link, announce);
  } finally {
    clearTimeout(late);
    note.remove();
    link.removeAttribute("aria-busy");
  }
}

function ownPage({ href }) {
  return Object.assign(document.createElement("a"), { href, textContent: body.dataset.ownPage });
}

/* The language was changed while a practice was open in this article: it goes on here (js/demo/store.js). */
function reopen() {
  const { scenario } = JSON.parse(sessionStorage.getItem("practice-switch") ?? "{}");
  const link = scenario && document.querySelector(`.demo[data-demo="${CSS.escape(scenario)}"] .demo-open`);
  if (link) openPractice(link);
}

/* Opens the practice room inside the article, on the reader's tap, and ticks the article's steps as they are done. */

/** @type {HTMLElement | null} */
const body = document.querySelector(".body");
/** @type {Partial<DOMStringMap>} what is told in the page's language */
const says = body?.dataset ?? {};
const heard = new WeakSet(); // containers whose practice is listened to
const openers = new WeakMap(); // the link that opened each

/** @returns {HTMLElement | null} */
function containerFor(link) {
  const scenario = link.closest("[data-demo]").dataset.demo;
  return document.querySelector(`.demo[data-demo="${CSS.escape(scenario)}"]`);
}

function platformInView() {
  return document.querySelector('.tab-list [role="tab"][aria-selected="true"]')?.getAttribute("data-tab");
}

/* On a wide window the practice is beside the steps and stays in view; on a narrow one, where its block is. */
function place(container) {
  const sheet = document.querySelector(".sheet");
  if (!sheet || !matchMedia("(min-width: 75rem)").matches || sheet.querySelector(".beside")) return;
  const beside = document.createElement("div");
  beside.className = "beside";
  container.after(placeholder(container));
  beside.append(container);
  sheet.append(beside);
  sheet.classList.add("has-practice");
}

function placeholder(container) {
  const place = document.createElement("span");
  place.dataset.placeOf = container.dataset.demo;
  place.hidden = true;
  return place;
}

/* Keeps the practice as it is: the link that opened it goes on with it. */
function close(container, announce) {
  const home = document.querySelector(`[data-place-of="${CSS.escape(container.dataset.demo)}"]`);
  if (home) {
    home.replaceWith(container);
    document.querySelector(".beside")?.remove();
    document.querySelector(".has-practice")?.classList.remove("has-practice");
  }
  container.classList.remove("is-open");
  for (const name of ["tabindex", "role", "aria-label"]) container.removeAttribute(name);
  const opener = openers.get(container);
  (opener.checkVisibility() ? opener : container.querySelector(".demo-open")).focus(); // it may be in another tab
  announce(says.closed);
}

/* Where the practice is drawn, under the button that closes it; the link to it stays beside, for later. */
function roomIn(container, announce) {
  const known = container.querySelector(".demo-room");
  if (known) return known;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "demo-close";
  button.textContent = says.close ?? "";
  button.addEventListener("click", () => close(container, announce));
  const room = document.createElement("div");
  room.className = "demo-room";
  container.append(button, room);
  return room;
}

function show(container, link) {
  if (container.closest(".beside")) link.closest(".step")?.scrollIntoView({ block: "nearest" });
  else container.scrollIntoView({ block: "start" });
  if (!container.contains(document.activeElement)) container.focus({ preventScroll: true });
}

/* What a practice says and does. It names all that is to be fetched for it, which is asked for at once. */
async function fetchPractice(scenario) {
  const answer = await fetch(`/${document.documentElement.lang}/practice/${scenario}/data.json`, {
    credentials: "omit",
  });
  if (!answer.ok) throw new Error(`no practice ${scenario}: ${answer.status}`);
  const payload = await answer.json();
  for (const href of payload.styles) fetchSoon({ rel: "preload", as: "style", href });
  for (const href of payload.scripts.modules) fetchSoon({ rel: "modulepreload", href });
  return payload;
}

function fetchSoon(what) {
  const known = [...document.head.querySelectorAll("link")].some((link) => link.getAttribute("href") === what.href);
  if (!known) document.head.append(Object.assign(document.createElement("link"), what));
}

/* Puts the practice in the first block of its scenario on the page; without one, the link is followed. */
export async function open(link, announce) {
  const container = containerFor(link);
  const asked = link.closest("[data-demo]").dataset;
  const wanted = new URL(link.href).searchParams;
  if (!container) {
    location.assign(link.href);
    return;
  }
  openers.set(container, link);
  let isReady = false;
  listen(container, (text) => isReady && announce(text)); // what was done before is shown, not read out
  try {
    const payload = await fetchPractice(asked.demo);
    const { mount } = await import(payload.scripts.entry);
    place(container);
    container.classList.add("is-open");
    container.tabIndex = -1;
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", container.dataset.title ?? "");
    const room = roomIn(container, announce);
    room.lang = payload.language; // which the page need not be in
    await mount(room, {
      payload,
      step: asked.stepDemo || wanted.get("step"),
      platform: wanted.get("platform") || platformInView(),
      variant: wanted.get("variant") || platformInView(), // a tab of the article is one or the other
    });
    isReady = true;
    show(container, link);
  } catch (error) {
    console.error(error);
    location.assign(link.href);
  }
}

function listen(container, announce) {
  if (heard.has(container)) return;
  heard.add(container);
  container.addEventListener("practice:step", (event) => tick(event.detail, announce));
}

/* Beside the practice the step in hand is followed; on a narrow page it would take the practice out of sight. */
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

/* The detail is {article_step: "step-1", state: "done" | "current" | "todo"} (js/demo/embed.js). */
function tick({ article_step: id, state }, announce) {
  const step = document.getElementById(id);
  if (!step) return;
  step.classList.toggle("is-done", state === "done");
  step.classList.toggle("is-current", state === "current");
  if (state === "current" && document.querySelector(".beside"))
    step.scrollIntoView({ block: "nearest", behavior: calm() });
  const words = step.querySelector(".step-done");
  if (state !== "done") {
    words?.remove();
  } else if (!words) {
    const done = document.createElement("span");
    done.className = "step-done visually-hidden";
    done.textContent = ` (${says.done})`;
    step.querySelector(".step-body")?.prepend(done);
    announce(`${step.dataset.step}: ${says.done}`);
  }
}

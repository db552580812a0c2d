/* Opens the practice room inside the article, on the reader's tap, and ticks the article's steps as they are done. */

const body = document.querySelector(".body");
const heard = new WeakSet(); // containers whose practice is listened to

function containerFor(link) {
  const scenario = link.closest("[data-demo]").dataset.demo;
  return document.querySelector(`.demo[data-demo="${CSS.escape(scenario)}"]`);
}

function platformInView() {
  return document.querySelector('.tab-list [role="tab"][aria-selected="true"]')?.dataset.tab;
}

/* On a wide window the practice stands beside the steps and stays in view; on a narrow one, where its block is. */
function place(container) {
  const sheet = document.querySelector(".sheet");
  if (!matchMedia("(min-width: 75rem)").matches || sheet.querySelector(".beside")) return;
  const beside = document.createElement("div");
  beside.className = "beside";
  beside.append(container);
  sheet.append(beside);
  sheet.classList.add("has-practice");
}

function show(container, link) {
  if (container.closest(".beside")) link.closest(".step")?.scrollIntoView({ block: "nearest" });
  else container.scrollIntoView({ block: "start" });
  if (!container.contains(document.activeElement)) container.focus({ preventScroll: true });
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
  announce(body.dataset.loading);
  let isReady = false;
  listen(container, (text) => isReady && announce(text)); // what was done before is shown, not read out
  try {
    const { mount } = await import("../demo/embed.js");
    place(container);
    container.classList.add("is-open");
    container.tabIndex = -1;
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", container.dataset.title);
    await mount(container, {
      scenario: asked.demo,
      step: asked.stepDemo || wanted.get("step"),
      platform: wanted.get("platform") || platformInView(),
      language: document.documentElement.lang,
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

/* The detail is {id, article_step: "step-1", state: "done" | "current" | "todo"} (js/demo/embed.js). */
function tick({ article_step: id, state }, announce) {
  const step = id && document.getElementById(id);
  if (!step) return;
  step.classList.toggle("is-done", state === "done");
  step.classList.toggle("is-current", state === "current");
  const words = step.querySelector(".step-done");
  if (state !== "done") {
    words?.remove();
  } else if (!words) {
    const done = document.createElement("span");
    done.className = "step-done visually-hidden";
    done.textContent = ` (${body.dataset.done})`;
    step.querySelector(".step-body").prepend(done);
    announce(`${step.dataset.step}: ${body.dataset.done}`);
  }
}

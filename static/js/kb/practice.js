/* Opens the practice room inside the article, on the reader's tap, and ticks the article's steps as they are done. */

const body = document.querySelector(".body");
let opened = null; // the container in which the practice runs

function containerFor(link) {
  const scenario = link.closest("[data-demo]").dataset.demo;
  return document.querySelector(`.demo[data-demo="${CSS.escape(scenario)}"]`);
}

function platformInView() {
  return document.querySelector('.tab-list [role="tab"][aria-selected="true"]')?.dataset.tab;
}

/* Puts the practice in the first block of its scenario on the page; without one, the link is followed. */
export async function open(link, announce) {
  const container = containerFor(link);
  const place = link.closest("[data-demo]");
  const wanted = new URL(link.href).searchParams;
  if (!container) {
    location.assign(link.href);
    return;
  }
  announce(body.dataset.loading);
  try {
    const { mount } = await import("../demo/embed.js");
    container.classList.add("is-open");
    await mount(container, {
      scenario: place.dataset.demo,
      step: place.dataset.stepDemo || wanted.get("step") || undefined,
      platform: wanted.get("platform") || platformInView(),
      language: document.documentElement.lang,
    });
    listen(container, announce);
    container.scrollIntoView({ block: "start" });
  } catch {
    location.assign(link.href);
  }
}

function listen(container, announce) {
  if (opened === container) return;
  opened = container;
  container.addEventListener("practice:step", (event) => tick(event.detail, announce));
}

/* detail: {articleStep: "step-1", state: "done" | "current" | "open"} */
function tick({ articleStep, state }, announce) {
  const step = articleStep && document.getElementById(articleStep);
  if (!step) return;
  step.classList.toggle("is-done", state === "done");
  step.classList.toggle("is-current", state === "current");
  let words = step.querySelector(".step-done");
  if (state !== "done") {
    words?.remove();
    return;
  }
  if (!words) {
    words = document.createElement("span");
    words.className = "step-done visually-hidden";
    words.textContent = ` (${body.dataset.done})`;
    step.querySelector(".step-body").prepend(words);
  }
  announce(`${step.dataset.step}: ${body.dataset.done}`);
}

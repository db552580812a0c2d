/* Headed sections become tabs (WAI-ARIA pattern, automatic activation). The choice is remembered across pages by id. */

import { ownPlatforms } from "./system.js";

const KEY = "tabs"; // tab ids in storage, the latest choice first

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") ?? [];
  } catch {
    return []; // no storage, or not ours
  }
}

function remember(id) {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...remembered().filter((other) => other !== id)].slice(0, 12)));
  } catch {
    // The choice then holds for this page alone.
  }
}

function firstOf(sections) {
  for (const id of [...remembered(), ...ownPlatforms()]) {
    const found = sections.find((section) => section.dataset.tab === id);
    if (found) return found;
  }
  return sections[0];
}

export function build(tabs) {
  const sections = [...tabs.querySelectorAll(":scope > .tab")];
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  const buttons = sections.map((section) => {
    const heading = section.querySelector(":scope > h3, :scope > h2, :scope > h4");
    const button = document.createElement("button");
    button.type = "button";
    button.id = `tab-${section.id}`;
    button.dataset.tab = section.dataset.tab;
    button.textContent = titleOf(heading);
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", section.id);
    section.setAttribute("role", "tabpanel");
    section.setAttribute("aria-labelledby", button.id);
    list.append(button);
    return button;
  });
  tabs.prepend(list);
  tabs.classList.add("is-live");

  const show = (section) => {
    sections.forEach((other, i) => {
      other.hidden = other !== section;
      buttons[i].setAttribute("aria-selected", String(other === section));
      buttons[i].tabIndex = other === section ? 0 : -1;
    });
  };
  const choose = (i) => {
    buttons[i].focus();
    show(sections[i]);
    remember(sections[i].dataset.tab);
  };
  list.addEventListener("click", ({ target }) => {
    const i = buttons.findIndex((button) => target instanceof Node && button.contains(target));
    if (i >= 0) choose(i);
  });
  list.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(tabs.ownerDocument.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose((to + buttons.length) % buttons.length);
  });
  show(firstOf(sections));
  return { sections, show };
}

/* The heading's words without the link to itself. */
function titleOf(heading) {
  const copy = heading.cloneNode(true);
  for (const anchor of copy.querySelectorAll(".anchor")) anchor.remove();
  return copy.textContent.trim();
}

const groups = [...document.querySelectorAll("[data-tabs]")].map(build);

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = target?.closest(".tab");
  if (!target || !section) return;
  for (const group of groups) {
    if (group.sections.includes(section)) group.show(section);
  }
  target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();

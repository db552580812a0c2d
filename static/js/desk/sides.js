/* The languages side by side, the source on the left, or one of them alone with its preview beside it; on narrower screens one
   alone. Which, is chosen by tabs (WAI-ARIA pattern).

   django-modeltranslation has gathered each field's languages by the time this is called. Its jQuery tabs make room for ours:
   they put links into tabs, which screen readers do not take, and each field would have tabs of its own. */

import { desk, word } from "./words.js";

const wide = matchMedia("(min-width: 1200px)");
const BOTH = "";

function languageOf(panel) {
  return panel.querySelector("[lang]")?.lang ?? "";
}

/* `shown` is called whenever other texts than before can be seen. */
export function sides(shown) {
  const groups = [...document.querySelectorAll(".ui-tabs")].map(take);
  document.getElementById("modeltranslation-main-switch")?.remove();
  groups.filter(({ root }) => root.querySelector("[data-desk]")).forEach(tellAbove);
  /** @type {HTMLSelectElement | null} */
  const source = document.querySelector("#id_source_language");
  const languages = () => inOrder(Object.keys(desk.languages), source?.value ?? desk.source);
  const failed = languages().filter((language) =>
    groups.some(({ panels }) => panels.get(language)?.querySelector(".errors")),
  );
  const asked = location.hash.slice(1); // the board leads to a text: …/change/#fr
  let current =
    failed[0] ?? [asked, document.documentElement.lang].find((language) => desk.languages[language]) ?? languages()[0];
  let isAlone = false; // where there is room for both

  const show = () => {
    const one = isAlone || !wide.matches ? current : BOTH;
    for (const { root, panels } of groups) {
      root.classList.toggle("is-apart", one === BOTH);
      root.classList.toggle("is-alone", one !== BOTH && wide.matches);
      for (const [language, panel] of panels) {
        panel.hidden = one !== BOTH && language !== one;
        panel.setAttribute("role", one === BOTH ? "group" : "tabpanel");
      }
    }
    for (const tab of tabs.querySelectorAll("button")) {
      const isChosen = tab.dataset.language === one;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      if (tab.dataset.language === BOTH) tab.hidden = !wide.matches;
    }
    shown();
  };
  const choose = (language) => {
    isAlone = language !== BOTH;
    current = language || current;
    show();
  };
  const order = () => {
    for (const { root, panels } of groups)
      root.append(...languages().flatMap((language) => panels.get(language) ?? []));
    for (const language of languages()) tabs.append(tabs.querySelector(`[data-language="${language}"]`) ?? "");
    show();
  };
  const tabs = tabsOver(groups, failed, choose);
  source?.addEventListener("change", order);
  wide.addEventListener("change", show);
  order();
}

/* Where a text stands and what its original changed is told directly above it. */
function tellAbove({ panels }) {
  for (const [language, panel] of panels) {
    const told = document.querySelector(`.desk-part-${language} .description`);
    if (!told) continue;
    told.className = `desk-where desk-where-${language}`;
    panel.prepend(told);
  }
}

function inOrder(languages, source) {
  return [source, ...languages.filter((language) => language !== source)];
}

/** A field's texts: where they are, and the text of each language. @returns {{root: any, panels: Map<string, any>}} */
function take(root) {
  const found = [...root.querySelectorAll(":scope > [role=tabpanel]")];
  window.jQuery(root).tabs("destroy");
  root.querySelector(":scope > ul").remove();
  root.classList.add("desk-sides");
  for (const panel of found) panel.style.display = "";
  return { root, panels: new Map(found.map((panel) => [languageOf(panel), panel])) };
}

/* One row of tabs over all fields: side by side first, then each language. */
function tabsOver(groups, failed, choose) {
  const list = document.createElement("div");
  list.className = "desk-tabs";
  list.setAttribute("role", "tablist");
  const panelsOf = (language) =>
    groups.flatMap(({ panels }) => (language ? (panels.get(language) ?? []) : [...panels.values()]));
  for (const language of [BOTH, ...Object.keys(desk.languages)]) {
    const tab = Object.assign(document.createElement("button"), { type: "button", id: `tab-of-${language || "both"}` });
    tab.textContent = language ? desk.languages[language] : word("sideBySide");
    tab.dataset.language = language;
    tab.classList.toggle("has-errors", failed.includes(language));
    tab.setAttribute("role", "tab");
    const panels = panelsOf(language);
    tab.setAttribute("aria-controls", panels.map(({ id }) => id).join(" "));
    if (language) for (const panel of panels) panel.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
  }
  list.addEventListener("click", ({ target }) => {
    const tab = target instanceof Element && target.closest("button");
    if (tab) choose(tab.dataset.language);
  });
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll("button")].filter(({ hidden }) => !hidden);
    const here = tabs.findIndex((each) => each === document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    choose(tab.dataset.language);
  });
  groups[0].root.before(list);
  return list;
}

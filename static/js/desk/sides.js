/* The languages side by side, the source on the left; on narrower screens in tabs (WAI-ARIA pattern) that move together.

   django-modeltranslation has gathered each field's languages by the time this is called. Its jQuery tabs make room for ours:
   they put links into tabs, which screen readers do not take, and each field would have tabs of its own. */

import { desk } from "./words.js";

const wide = matchMedia("(min-width: 1200px)");

function languageOf(panel) {
  return panel.querySelector("[lang]")?.lang ?? "";
}

/* `shown` is called whenever other texts than before can be seen. */
export function sides(shown) {
  const groups = [...document.querySelectorAll(".ui-tabs")].map(take);
  document.getElementById("modeltranslation-main-switch")?.remove();
  /** @type {HTMLSelectElement | null} */
  const source = document.querySelector("#id_source_language");
  const languages = () => inOrder(Object.keys(desk.languages), source?.value ?? desk.source);
  const failed = languages().filter((language) =>
    groups.some(({ panels }) => panels.get(language)?.querySelector(".errors")),
  );
  const asked = location.hash.slice(1); // the board leads to a text: …/change/#fr
  let current =
    failed[0] ?? [asked, document.documentElement.lang].find((language) => desk.languages[language]) ?? languages()[0];

  const show = () => {
    for (const { root, list, panels } of groups) {
      root.classList.toggle("is-apart", wide.matches);
      if (list) list.hidden = wide.matches;
      for (const [language, panel] of panels) {
        panel.hidden = !wide.matches && language !== current;
        panel.setAttribute("role", wide.matches || !list ? "group" : "tabpanel");
      }
      /** @type {NodeListOf<HTMLElement> | undefined} */
      const tabs = list?.querySelectorAll("button");
      for (const tab of tabs ?? []) {
        tab.setAttribute("aria-selected", String(tab.dataset.language === current));
        tab.tabIndex = tab.dataset.language === current ? 0 : -1;
      }
    }
    shown();
  };
  const choose = (language) => {
    current = language;
    show();
  };
  const order = () => {
    for (const { root, list, panels } of groups) {
      for (const language of languages()) {
        root.append(panels.get(language) ?? "");
        list?.append(list.querySelector(`[data-language="${language}"]`) ?? "");
      }
    }
    show();
  };
  // One row of tabs over all, and one over each text: over each short field there would be too many.
  for (const group of groups.filter(({ root }, i) => i === 0 || root.querySelector("[data-desk]")))
    addTabs(group, failed, choose);
  source?.addEventListener("change", order);
  wide.addEventListener("change", show);
  order();
}

function inOrder(languages, source) {
  return [source, ...languages.filter((language) => language !== source)];
}

/** A field's texts: where they are, the row of tabs over them if there is one, and the text of each language. @returns {{root: any, list: HTMLElement | null, panels: Map<string, any>}} */
function take(root) {
  const found = [...root.querySelectorAll(":scope > [role=tabpanel]")];
  window.jQuery(root).tabs("destroy");
  root.querySelector(":scope > ul").remove();
  root.classList.add("desk-sides");
  for (const panel of found) panel.style.display = "";
  return { root, list: null, panels: new Map(found.map((panel) => [languageOf(panel), panel])) };
}

function addTabs(group, failed, choose) {
  const list = document.createElement("div");
  list.className = "desk-tabs";
  list.setAttribute("role", "tablist");
  for (const [language, panel] of group.panels) {
    const tab = Object.assign(document.createElement("button"), { type: "button", id: `tab-of-${panel.id}` });
    tab.textContent = desk.languages[language] ?? language;
    tab.dataset.language = language;
    tab.classList.toggle("has-errors", failed.includes(language));
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
  }
  list.addEventListener("click", ({ target }) => {
    const tab = target instanceof Element && target.closest("button");
    if (tab) choose(tab.dataset.language);
  });
  list.addEventListener("keydown", (event) => {
    const tabs = [...list.querySelectorAll("button")];
    const here = tabs.findIndex((each) => each === document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    choose(tab.dataset.language);
  });
  group.list = list;
  group.root.prepend(list);
}

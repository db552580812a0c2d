// "Do it on my card": the remaining steps in large type, to stand beside the real window, or printed.

import { button, h } from "./dom.js";

/** Open the strip; it is made anew each time. @param {Engine} engine @param {any} payload */
export function openStrip(engine, payload) {
  const { words } = engine;
  const steps = engine.finished ? engine.steps : engine.steps.slice(engine.place);
  const first = engine.finished ? 0 : engine.place;
  const dialog = h(
    "dialog",
    { class: "strip", "aria-labelledby": "strip-title", on: { close: () => (document.body.classList.remove("printing-strip"), dialog.remove()) } },
    h("p", { class: "strip-brand", text: `KB${payload.article.number}` }),
    h("h2", { id: "strip-title", text: engine.scenario.title }),
    h("ol", { class: "strip-steps", start: first + 1 }, ...steps.map(item)),
    h("p", { class: "strip-real", text: engine.scenario.before_real[0] ?? "" }),
    h(
      "div",
      { class: "strip-actions" },
      button(words("strip.print"), () => print(), { class: "primary" }),
      button(words("strip.close"), () => dialog.close()),
    ),
  );
  document.body.append(dialog);
  document.body.classList.add("printing-strip");
  dialog.showModal();
}

function item(step) {
  return h("li", {}, h("strong", { text: step.title }), h("span", { text: step.real }));
}

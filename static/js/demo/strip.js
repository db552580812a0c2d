// The checklist for the real login: the remaining steps in large type, beside the real window or printed.

import { button, h } from "./dom.js";
import { applies, here } from "./progress.js";

/** Open the strip; it is drawn again each time. @param {Engine} engine @param {Payload} payload */
export function openStrip(engine, payload) {
  const dialog = draw(engine, payload, { close: () => dialog.close(), print: () => window.print() });
  const forget = asPaper(dialog, payload.strip_css);
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // closed only to be shown in another way
    forget();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function draw(engine, { article, articles }, { close, print }) {
  const { words, steps, finished, place, scenario } = engine;
  const first = finished ? 0 : place;
  return h(
    "dialog",
    { class: "strip", "aria-labelledby": "strip-title" },
    h("p", { class: "strip-brand", text: `KB${here(articles, engine, article).number}` }),
    h("h2", { id: "strip-title", text: scenario.title }),
    h("ol", { class: "strip-steps", start: first + 1 }, ...steps.slice(first).map((step) => item(step, engine))),
    h("p", { class: "strip-real", text: scenario.before_real[0] ?? "" }),
    h(
      "div",
      { class: "strip-actions" },
      button(words("strip.print"), print, { class: "primary" }),
      button(words("strip.close"), close),
    ),
  );
}

function item(step, engine) {
  const isOwn = step.own_screens && applies(step.own_screens, engine);
  return h(
    "li",
    {},
    h("strong", { text: step.title }),
    h("span", { text: here(step.real_by, engine, step.real) || here(step.task_by, engine, step.task) }),
    isOwn && h("span", { class: "strip-own", text: engine.words("strip.own-screens") }),
  );
}

/** While the strip is open, printing prints it alone, on A6. A modal dialog would be cut off after one sheet. */
function asPaper(dialog, href) {
  const before = () => (dialog.close(), dialog.show());
  const after = () => (dialog.close(), dialog.showModal());
  const styles = h("link", { rel: "stylesheet", media: "print", href });
  document.head.append(styles);
  addEventListener("beforeprint", before);
  addEventListener("afterprint", after);
  return () => {
    styles.remove();
    removeEventListener("beforeprint", before);
    removeEventListener("afterprint", after);
  };
}

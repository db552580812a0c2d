// The sign of a broker that does not exist.

import { h, s } from "../dom.js";

export function wordmark() {
  const sign = s(
    "svg",
    { viewBox: "0 0 24 24", class: "wordmark-sign", "aria-hidden": "true", focusable: "false" },
    s("path", { d: "M3 20 12 4l9 16h-5l-4-7-4 7z" }),
  );
  return h("p", { class: "wordmark", lang: "en" }, sign, "Exemplar");
}

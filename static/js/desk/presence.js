/* Who else has this article's form open: asked every minute while the page is seen, and taken back when it is left. */

import { one } from "../sure.js";
import { desk, token, word } from "./words.js";

const EVERY = 60_000;
const notice = one(document, "#desk-others");

function said(more = {}) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), article: desk.article, ...more }))
    data.append(name, value);
  return data;
}

async function come() {
  if (document.hidden) return;
  const response = await fetch(desk.urls.here, { method: "POST", body: said() }).catch(() => null);
  if (!response?.ok) return; // whether the server answers at all is told by session.js
  const { others } = await response.json();
  const told = others.length ? word("others", { names: others.join(", ") }) : "";
  if (notice.textContent !== told) notice.textContent = told; // read aloud when it changes
  notice.hidden = !told;
}

/* For the form of an article that is saved. */
export function watchOthers() {
  if (desk.article === "new") return;
  come();
  setInterval(come, EVERY);
  document.addEventListener("visibilitychange", come);
  addEventListener("pagehide", () => navigator.sendBeacon(desk.urls.here, said({ leaving: "1" })));
}

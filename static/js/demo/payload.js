// What a page needs to draw a practice, fetched by those that do not bring it themselves.

/** @param {string} scenario @param {string} language @returns {Promise<Payload>} as auth_demo/web/pages.py gives it */
export async function fetchPayload(scenario, language) {
  return fetchJson(`/${language}/practice/${scenario}/data.json`);
}

/** Make the words known of what is fetched later. @param {import("./words.js").Grows} words @param {string} address  Payload.later_words */
export async function addWords(words, address) {
  words.add(await fetchJson(address));
}

/** @param {string} address  of a public page */
async function fetchJson(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Link a style sheet once it is needed. @param {string} [href] @returns {Promise<void> | undefined} until it is there, or did not come */
export function addStyles(href) {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const links = document.querySelectorAll("link[data-practice-css]");
  const known = [...links].some((each) => each.dataset.practiceCss === href);
  if (!href || known) return undefined;
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href });
  link.dataset.practiceCss = href;
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => (link.remove(), resolve())); // unstyled is better than not at all; next time it may come
    document.head.append(link);
  });
}

/* Tells which result was opened, for the editors' counts: the words, the number, and nothing of the reader. */

export function tell({ dataset }, query, number) {
  fetch(`${dataset.instant}/opened`, {
    method: "POST",
    keepalive: true, // the page is about to be left
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ lang: dataset.language, q: query, number: Number(number) }),
  }).catch(() => {}); // only a count is lost
}

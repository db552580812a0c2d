// The wall: how many have joined, looked at again every two seconds.

const EVERY = 2_000; // ms
const count = document.querySelector("[data-wall-count]");

setInterval(look, EVERY);

async function look() {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const text = page.querySelector("[data-wall-count]")?.textContent ?? "";
  if (text && text !== count.textContent) count.textContent = text;
}

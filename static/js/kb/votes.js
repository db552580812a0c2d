/* "Was this helpful?": one small request, no cookie. The random id stays in this browser and makes the vote count once. */

const KEY = "reader";

function readerId() {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) return kept;
    const made = randomId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return randomId();
  }
}

/* crypto.randomUUID is missing over plain HTTP; random bytes are not. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/* Counts an answer, or the reason for a "No" given just before; says how it went in the section's status. */
export async function answer(section, helpful, reason) {
  const reasons = section.querySelector(".vote-reasons");
  const said = section.querySelector("[role=status]");
  if (!reason) {
    for (const button of section.querySelectorAll("[data-helpful]")) {
      button.setAttribute("aria-pressed", String((button.dataset.helpful === "yes") === helpful));
    }
    reasons.hidden = helpful;
    for (const choice of reasons.querySelectorAll("input")) choice.checked = false;
  }
  said.textContent = await send(section.dataset, helpful, reason);
  if (!said.textContent) said.textContent = said.dataset.thanks;
}

/* Sends it; the answer is what went wrong, or nothing. */
async function send({ vote, digest, failed }, helpful, reason) {
  const response = await fetch(vote, {
    method: "POST",
    credentials: "omit",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ reader: readerId(), digest, helpful, reason }),
  }).catch(() => null);
  if (response?.ok) return "";
  const problem = response && (await response.json().catch(() => null));
  return problem?.detail ?? failed;
}

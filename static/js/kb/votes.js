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

export function votes(section) {
  const reasons = section.querySelector(".vote-reasons");
  const said = section.querySelector("[role=status]");
  const buttons = [...section.querySelectorAll("[data-helpful]")];

  async function send(helpful, reason = "") {
    const answer = await fetch(section.dataset.vote, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ reader: readerId(), digest: section.dataset.digest, helpful, reason }),
    }).catch(() => null);
    if (answer?.ok) return said.dataset.thanks;
    const problem = answer && (await answer.json().catch(() => null));
    return problem?.detail ?? section.dataset.failed;
  }

  section.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-helpful]");
    if (!button) return;
    const helpful = button.dataset.helpful === "yes";
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    reasons.hidden = helpful;
    for (const choice of reasons.querySelectorAll("input")) choice.checked = false;
    said.textContent = await send(helpful);
  });
  reasons.addEventListener("change", async (event) => {
    said.textContent = await send(false, event.target.value);
  });
}

/* A link that is told once can be copied by a button beside it. */

/** @param {HTMLAnchorElement} link */
async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    getSelection()?.selectAllChildren(link); // over plain HTTP there is no clipboard object
    document.execCommand("copy");
  }
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-copy-link]");
for (const button of buttons) {
  const link = /** @type {HTMLAnchorElement} */ (button.previousElementSibling);
  const said = /** @type {HTMLElement} */ (button.nextElementSibling);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(link);
    said.textContent = "";
    requestAnimationFrame(() => {
      said.textContent = button.dataset.copyLink ?? "";
    });
  });
}

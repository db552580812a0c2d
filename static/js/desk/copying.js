/* A link that is told once can be copied by a button beside it. */

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    getSelection().selectAllChildren(link); // over plain HTTP there is no clipboard object
    document.execCommand("copy");
  }
}

/** @type {NodeListOf<HTMLButtonElement>} */
const buttons = document.querySelectorAll("button[data-copy-link]");
for (const button of buttons) {
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(button.previousElementSibling);
    said.textContent = "";
    requestAnimationFrame(() => {
      said.textContent = button.dataset.copyLink;
    });
  });
}

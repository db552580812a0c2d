/* Light, dark, or as the device is set. Runs before the first paint, so that nothing flashes; hence no module. */
(() => {
  const KEY = "theme";
  const root = document.documentElement;
  const CHOICES = ["auto", "light", "dark"];

  function chosen() {
    try {
      const kept = localStorage.getItem(KEY) ?? "";
      return CHOICES.includes(kept) ? kept : "auto";
    } catch {
      return "auto"; // storage is switched off
    }
  }

  function apply(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  function keep(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It then holds for this page alone.
    }
  }

  root.classList.add("js");
  apply(chosen());

  document.addEventListener("DOMContentLoaded", () => {
    /** @type {HTMLButtonElement | null} */
    const button = document.querySelector("[data-theme-button]");
    if (!button) return;
    const label = button.querySelector("[data-theme-label]");
    const announcer = document.getElementById("announce");
    let theme = chosen();
    const name = () => {
      const text = `${button.dataset.label} ${button.dataset[theme]}`;
      if (label) label.textContent = text;
      button.title = text;
      return text;
    };
    name();
    button.addEventListener("click", () => {
      theme = CHOICES[(CHOICES.indexOf(theme) + 1) % CHOICES.length];
      keep(theme);
      apply(theme);
      const named = name();
      if (announcer) announcer.textContent = named;
    });
  });
})();

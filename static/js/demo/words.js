// The interface's words in the page's language, as auth_demo/web/strings.py gives them.

/**
 * @typedef {(key: string, values?: Record<string, string | number>) => string} Words
 *   `{name}` in a text is replaced by values.name; a text with plural forms chooses by values.count.
 *
 * @param {Record<string, string | Record<string, string>>} texts
 * @param {string} language
 * @returns {Words}
 */
export function createWords(texts, language) {
  const rules = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const found = texts[key];
    if (found === undefined) throw new Error(`no words for ${key}`);
    const text = typeof found === "string" ? found : (found[rules.select(Number(values.count))] ?? found.other);
    return text.replace(/\{([a-z_]+)\}/g, (_all, name) => String(values[name] ?? ""));
  };
}

/** Seconds as a clock shows them: 1:05, or 23:59:59 from an hour on. */
export function spellSeconds(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  const hours = Math.floor(whole / 3600);
  const shown = hours ? [hours, ...parts] : parts;
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}

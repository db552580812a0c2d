// The interface's words in the page's language, as auth_demo/web/strings.py gives them.

/**
 * @typedef {((key: string, values?: Record<string, string | number>) => string) & {language: string}} Words
 *   `{name}` in a text is replaced by values.name; a text with plural forms chooses by values.count.
 *
 * @param {Record<string, string | Record<string, string>>} texts
 * @param {string} language
 * @returns {Words}
 */
export function createWords(texts, language) {
  const rules = new Intl.PluralRules(language);
  const words = (key, values = {}) => {
    const found = texts[key];
    if (found === undefined) throw new Error(`no words for ${key}`);
    const text = typeof found === "string" ? found : (found[rules.select(Number(values.count))] ?? found.other);
    return text.replace(/\{([a-z_]+)\}/g, (_all, name) => String(values[name] ?? ""));
  };
  return Object.assign(words, { language });
}

/**
 * What a refusal says in the page's language, whatever language it came in.
 *
 * @param {Refusal} problem @param {{language: string}} words @returns {{title: string, detail?: string, advice?: string}}
 */
export function inLanguage(problem, { language }) {
  return problem.texts?.[language] ?? { ...problem, advice: problem.diagnosis?.advice };
}

/** @param {Said | null} said @param {Words} words */
export function say(said, words) {
  if (!said) return null;
  return said.key ? words(said.key, said.values) : inLanguage(said.refusal, words)[said.part ?? "title"];
}

/** Seconds as a clock shows them: 1:05, or 23:59:59 from an hour on. */
export function spellSeconds(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  const hours = Math.floor(whole / 3600);
  const shown = hours ? [hours, ...parts] : parts;
  return shown.map((part, place) => (place ? String(part).padStart(2, "0") : String(part))).join(":");
}

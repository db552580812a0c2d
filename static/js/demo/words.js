// The interface's words in the page's language, as auth_demo/web/strings.py gives them.

const GONE = new Set(["unauthorized", "not-found"]);

/**
 * @typedef {Record<string, string | Record<string, string>>} Texts
 * @typedef {((key: string, values?: Record<string, string | number>) => string) & {language: string}} Words
 *   `{name}` in a text is replaced by values.name; a text with plural forms chooses by values.count.
 * @typedef {{add: (texts: Texts) => void}} Grows  makes more texts known
 *
 * @param {Texts} given @param {string} language @returns {Words & Grows}
 */
export function createWords(given, language) {
  const texts = { ...given };
  const rules = new Intl.PluralRules(language);
  const words = (key, values = {}) => {
    const found = texts[key];
    if (found === undefined) throw new Error(`no words for ${key}`);
    const text = typeof found === "string" ? found : (found[rules.select(Number(values.count))] ?? found.other);
    return text.replace(/\{([a-z_]+)\}/g, (_all, name) => String(values[name] ?? ""));
  };
  return Object.assign(words, { language, add: (more) => void Object.assign(texts, more) });
}

/**
 * What a refusal says in the page's language, whatever language it came in.
 *
 * @param {Refusal} problem @param {{language: string}} words @returns {{title: string, detail?: string, advice?: string}}
 */
export function inLanguage(problem, { language }) {
  return problem.texts?.[language] ?? { ...problem, advice: problem.diagnosis?.advice };
}

/** @param {Said | null} said @param {Words} words @returns {string | null} */
export function say(said, words) {
  if (said?.key) return words(said.key, said.values);
  return said?.refusal ? (inLanguage(said.refusal, words)[said.part ?? "title"] ?? null) : null;
}

/** Whether there is no such practice anymore: its day is over, or the browser has lost its key. */
export function isGone({ reason }) {
  return GONE.has(reason);
}

/** A problem in the page's language: what to do about its cause where that is known. @returns {{title: string, text: string}} */
export function describe(problem, words) {
  if (isGone(problem)) return { title: words("gone.title"), text: words("gone.text") };
  if (problem.reason === "offline") return { title: words("offline.title"), text: words("offline.text") };
  if (problem.slip) return miscopied(problem.slip, problem.attempts_left, words);
  const { title, detail, advice } = inLanguage(problem, words);
  return { title: title ?? words("problem.title"), text: advice ?? detail ?? "" };
}

/** What the verifier tells nobody and the page can see: which characters of it. @param {Slip} slip @param {number | undefined} left  tries @param {Words} words */
function miscopied({ shape, letters, at, typed, shown }, left, words) {
  const again = left === 0 ? "" : ` ${words("slip.again")}`;
  return {
    title: words(`slip.${shape}${letters ? "-letters" : ""}`, { at }),
    text: words("slip.text", { typed, shown }) + again,
  };
}

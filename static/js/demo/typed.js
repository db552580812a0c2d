// Codes as people type and paste them: which signs count, and how one differs from what a device shows.
//
// auth_demo/protocols/digits.py says the same of what the verifier takes; tests/vectors/typed_codes.json holds the two
// together. The verifier tells nobody how near a wrong answer came; the page sees both screens, as the learner does, and may
// compare them.

// Blanks and line ends of any kind, signs that nobody sees, hyphens and dashes; then those that do the same, but that
// Unicode files elsewhere: the minus sign, fillers, and what chooses the look of a sign.
const UNCOUNTED = /[\p{Z}\p{Cc}\p{Cf}\p{Pd}]|\u2212|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;

/** The characters of a text that count; whatever is no code stays, so that the learner can see it. @param {string} text */
export function clean(text) {
  return text.replace(UNCOUNTED, "");
}

/**
 * How `typed` differs from `shown`, where it is by one character, or by two that changed places; else null. `typed` and `shown`
 * are what to compare, `at` is its place, counted from 1.
 *
 * @param {string} typed @param {string} shown @returns {Slip | null}
 */
export function slip(typed, shown) {
  const [ours, theirs] = [plain(typed), plain(shown)];
  const apart = [...theirs].flatMap((sign, place) => (sign === ours[place] ? [] : [place]));
  if (ours.length !== theirs.length || apart.length < 1 || apart.length > 2) return null;
  const first = apart[0];
  const last = apart[apart.length - 1];
  const isSwapped = ours[first] === theirs[last] && ours[last] === theirs[first];
  if (first !== last && !isSwapped) return null;
  return {
    shape: first === last ? "one" : "swapped",
    typed: ours.slice(first, last + 1),
    shown: theirs.slice(first, last + 1),
    at: first + 1,
    letters: /[^0-9]/.test(theirs),
  };
}

/**
 * The slip between what was typed and one of the values that the devices show; null if it is one of them as it is, or like
 * none.
 *
 * @param {string} typed @param {string[]} shown @returns {Slip | null}
 */
export function slipAmong(typed, shown) {
  if (shown.some((each) => plain(each) === plain(typed))) return null;
  return shown.map((each) => slip(typed, each)).find(Boolean) ?? null;
}

function plain(text) {
  return clean(text).toUpperCase();
}

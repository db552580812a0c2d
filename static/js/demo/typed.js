// Codes as people type and paste them. auth_demo/protocols/digits.py says the same of what the verifier takes;
// tests/vectors/typed_codes.json holds the two together.

// Blanks and line ends of any kind, signs that nobody sees, hyphens and dashes; then those that do the same, but that
// Unicode files elsewhere: the minus sign, fillers, and what chooses the look of a sign.
const UNCOUNTED = /[\p{Z}\p{Cc}\p{Cf}\p{Pd}]|\u2212|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0|[\ufe00-\ufe0f]/gu;

/** The characters of a text that count; whatever is no code stays, so that the learner can see it. @param {string} text */
export function clean(text) {
  return text.replace(UNCOUNTED, "");
}

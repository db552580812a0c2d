// Labels that the product words differently from system to system (content facts: the articles name them so).

const BY_SYSTEM = new Set(["two-factor", "send", "new-code", "wait-for-security"]);

/** The key of a label's words on a system. @param {string} key @param {"ios" | "android"} system */
export function labelsOf(key, system) {
  return BY_SYSTEM.has(key) ? `${key}-${system}` : key;
}

// The sandbox's time as a phone shows it, in the language of the page.

/** The time as the phone has it, which may be wrong. @param {Phone} phone @returns {number} ms since 1970 */
export const nowOn = (phone) => phone.ctx.clock.now() + phone.state.ahead;

/** @param {number} ms since 1970 */
export function timeOf(ms) {
  return new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
}

export function dateOf(ms) {
  return new Date(ms).toLocaleDateString(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" });
}

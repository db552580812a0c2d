// Dates of the practice clock, in the language of the page.

/** "Thu 26 Nov, 4:10 PM". @param {string} moment ISO 8601 */
export function dateAndTime(moment) {
  return new Date(moment).toLocaleString(document.documentElement.lang, {
    weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "2-digit",
  });
}

// How long a practice took and how often it was refused, for the moment when it is done.

import { isGone } from "./words.js";

/** @typedef {{begun: number | null, ended: number | null, wrong: number}} Tally  moments in ms; refusals so far */

/** @returns {Tally} */
export function fresh() {
  return { begun: null, ended: null, wrong: 0 };
}

/**
 * The tally after an event. It begins with the first thing that the learner does, and what the line or the browser could not do is no wrong turn.
 *
 * @param {Tally} tally @param {{type: string, data?: any}} event @param {{isReplay: boolean, finished: boolean}} engine
 * @param {number} now  ms
 * @returns {Tally}
 */
export function counted(tally, { type, data }, { isReplay, finished }, now) {
  const isAct = !isReplay && !/^(engine|sandbox)\./.test(type);
  const begun = tally.begun ?? (isAct ? now : null);
  const isWrong = type === "problem" && data.body.reason !== "offline" && !isGone(data.body);
  const ended = finished ? (tally.ended ?? now) : null;
  return { begun, ended, wrong: tally.wrong + (isWrong ? 1 : 0) };
}

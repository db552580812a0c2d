// Which steps are ticked: decided by events alone, so that it does not matter who caused them.

import { isGone } from "./words.js";

/**
 * The ids that are ticked after an event. An event in `undone_on` takes a step's tick away unless a later step is
 * still ticked: a card that goes dark after its response was typed has done its work.
 *
 * @param {Step[]} steps @param {ReadonlySet<string>} done @param {string} type
 * @param {string} [device]  the one that the event comes from, where there are several of its kind
 * @returns {Set<string>}
 */
export function after(steps, done, type, device) {
  const due = current(steps, done);
  const ticks = (step) =>
    step.done_on === type && (!step.done_by || step.done_by === device) && (!step.in_turn || step === due);
  if (steps.length && ticks(steps.at(-1))) return new Set(steps.map((step) => step.id));
  const next = new Set(done);
  let later = false;
  for (const step of [...steps].reverse()) {
    if (ticks(step)) next.add(step.id);
    else if (!later && step.undone_on.includes(type)) next.delete(step.id);
    later ||= next.has(step.id);
  }
  return next;
}

/** Whether something that may be for some platforms and variants only is for these. @param {Only} only */
export function applies(only, { platform, variant }) {
  const among = (wanted, chosen) => !wanted.length || wanted.includes(chosen);
  return among(only.platform, platform) && among(only.variant, variant);
}

/** What holds here, of that which may differ by platform or variant; `usual` where it does not. */
export function here(by, { platform, variant }, usual) {
  return by[platform] ?? by[variant] ?? usual;
}

/** What a practice begins with: the scenario's world, or that of the variant where it has one of its own. @param {Scenario} scenario @param {string | null} variant */
export function worldFor(scenario, variant) {
  return scenario.variants?.find((each) => each.id === variant)?.world ?? scenario.world;
}

/** The first step that is not ticked; null when all are. @returns {Step | null} */
export function current(steps, done) {
  return steps.find((step) => !done.has(step.id)) ?? null;
}

/**
 * What a practice opens with where nobody asked for anything: of the platforms or variants in `known` the one for the learner's own system.
 *
 * @param {{id: string}[]} known @param {string[]} own  names of that system, as `ownPlatforms` gives them
 */
export function ownOf(known, own) {
  const exact = own.find((name) => known.some(({ id }) => id === name));
  return exact ?? known.find(({ id }) => own.some((name) => id.startsWith(`${name}-`)))?.id ?? null;
}

/**
 * The id that was asked for if there is such a one, else the first; null where there is no choice.
 *
 * @param {{id: string}[] | undefined} known @param {string | null | undefined} wanted
 */
export function oneOf(known = [], wanted) {
  return (known.find((each) => each.id === wanted) ?? known[0])?.id ?? null;
}

// What a sandbox goes through once: a card is lost, a phone activated, a number verified, something issued or shared.
const FOR_GOOD = new Set([
  "device.lost",
  "device.replaced",
  "device.shared",
  "phone.activated",
  "phone.recovered",
  "phone.migrated",
  "phone.data-cleared",
  "phone.forgotten",
  "number.active",
  "sms.enrolled",
  "passcode.issued",
  "passcode.ended",
  "online-card.issued",
  "account.opted-in",
]);

const ENDS_LOGIN = new Set(["challenge.expired", "login.refused", "push.lapsed"]);

/** Whether an event tells of the end of another login than `newest`, which is in hand: it may come late. */
export function isOfPast(type, data, newest) {
  return ENDS_LOGIN.has(type) && Boolean(data?.login && newest) && data.login !== newest;
}

// What the learner is told of although nothing was refused and no step is done by it: each has its sentences (news.*).
const NEWS = new Set([
  "challenge.expired",
  "card.challenge-as-pin",
  "window.superseded",
  "window.device-gone",
  "portal.other-opened",
  "phone.call-declined",
  "phone.call-missed",
  "phone.call-cut",
  "phone.denied",
  "phone.not-me",
  "phone.request-lapsed",
  "phone.app-locked",
  "phone.offer-postponed",
  "engine.hindered",
]);

/** The name of the sentences that an event has for the learner; null if it speaks for itself. @param {string} type */
export function newsIn(type) {
  return NEWS.has(type) ? type.split(".")[1] : null;
}

/** Whether an event cannot be undone, so that what came before it cannot be done again. A fault that is no switch of the learner's is part of the story. @param {string} type @param {any} data @param {{faults?: string[]}} scenario */
export function isForGood(type, data, { faults = [] }) {
  return FOR_GOOD.has(type) || (type === "fault.off" && !faults.includes(data?.fault));
}

// How long a practice took and how often it was refused, for the moment when it is done ---------------------------------

const ASKED_FOR = new Set(["lost-card"]); // a card that was found again is tried only where a step says so

/** @typedef {{begun: number | null, ended: number | null, wrong: number}} Tally  moments in ms; refusals so far */

/** @returns {Tally} */
export function freshTally() {
  return { begun: null, ended: null, wrong: 0 };
}

/**
 * The tally after an event. It begins with the first thing that the learner does. No wrong turn is what the line or the browser could not do,
 * what "Show me" ran into, and a refusal that the step asked for.
 *
 * @param {Tally} tally @param {{type: string, data?: any}} event
 * @param {{isReplay: boolean, isShown: boolean, wasAsked: boolean, finished: boolean}} engine
 * @param {number} now  ms
 * @returns {Tally}
 */
export function counted(tally, { type, data }, engine, now) {
  const { isReplay, finished } = engine;
  const isAct = !isReplay && !/^(engine|sandbox)\./.test(type);
  const begun = tally.begun ?? (isAct ? now : null);
  const isWrong = type === "problem" && isWrongTurn(data.body, engine);
  const ended = finished ? (tally.ended ?? now) : null;
  return { begun, ended, wrong: tally.wrong + (isWrong ? 1 : 0) };
}

/** @param {Refusal} refusal @param {{isShown: boolean, wasAsked: boolean}} engine */
function isWrongTurn(refusal, { isShown, wasAsked }) {
  const isForced = isShown || wasAsked || ASKED_FOR.has(refusal.topic ?? "");
  return !isForced && refusal.reason !== "offline" && !isGone(refusal);
}

// What a phone is told from outside: what the practice says of it, the sandbox once there is one and the scenario before; how
// its system words a label; and what time it is there.

import { worldFor } from "../../progress.js";

const AHEAD = 600_000; // ms that a wrong clock is fast
// Labels that the product words differently from system to system (content facts: the articles name them so).
const BY_SYSTEM = new Set(["two-factor", "send", "new-code", "wait-for-security"]);

/** What the sandbox and the scenario say of this phone. @param {DeviceContext} ctx @returns {PhoneWorld} */
export function worldOf({ id, scenario, sandbox, variant }) {
  const chosen = variant() ?? "";
  /** @type {Partial<World["phones"][number]>} */
  const mine = worldFor(scenario, chosen)?.phones?.find((each) => each.id === id) ?? {};
  const opened = sandbox()?.phones?.find((each) => each.id === id);
  const [system, version] = chosen.split("-");
  const usual = system === "android" ? "android" : "ios";
  return { ...mine, system: opened?.system || mine.system || usual, version: Number(version) || null };
}

/**
 * How the phone is connected, and whether its clock is right. Where airplane mode is no switch of the practice, it is
 * the phone's own.
 *
 * @param {DeviceContext} ctx @param {boolean} airplane  as the phone has it
 */
export function conditionOf({ scenario, sandbox, variant }, airplane) {
  const is = (fault) => sandbox()?.faults?.[fault] ?? worldFor(scenario, variant())?.faults?.includes(fault) ?? false;
  const shared = scenario.faults?.includes("airplane");
  return {
    airplane: shared ? is("airplane") : airplane,
    coverage: !is("no-coverage"),
    lost: is("phone-lost"),
    ahead: is("phone-clock") ? AHEAD : 0,
  };
}

/** The key of a label's words on a system. @param {string} key @param {"ios" | "android"} system */
export function labelsOf(key, system) {
  return BY_SYSTEM.has(key) ? `${key}-${system}` : key;
}

/** The time as the phone has it, which may be wrong. @param {Phone} phone @returns {number} ms since 1970 */
export const nowOn = (phone) => phone.ctx.clock.now() + phone.state.ahead;

/** @param {number} ms since 1970 */
export function timeOf(ms) {
  return new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
}

export function dateOf(ms) {
  return new Date(ms).toLocaleDateString(document.documentElement.lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
}

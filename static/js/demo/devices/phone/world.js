// What the practice says of a phone: the sandbox once there is one, and the scenario before.

import { worldFor } from "../../world.js";

const AHEAD = 600_000; // ms that a wrong clock is fast

/** What the sandbox and the scenario say of this phone. @param {DeviceContext} ctx @returns {PhoneWorld} */
export function worldOf({ id, scenario, sandbox, variant }) {
  const chosen = variant() ?? "";
  const mine = worldFor(scenario, chosen)?.phones?.find((each) => each.id === id) ?? {};
  const opened = sandbox()?.phones?.find((each) => each.id === id);
  const [system, version] = chosen.split("-");
  const usual = ["ios", "android"].includes(system) ? system : "ios";
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

// What a practice begins with: the scenario's world, or that of the chosen variant where it has one of its own.

/** @param {any} scenario @param {string | null} variant @returns {any} */
export function worldFor(scenario, variant) {
  return scenario.variants?.find((each) => each.id === variant)?.world ?? scenario.world;
}

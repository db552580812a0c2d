// Which steps are ticked: decided by events alone, so that it does not matter who caused them.

/**
 * @typedef {object} Step
 * @property {string} id
 * @property {string} article_step
 * @property {string} title
 * @property {string} task
 * @property {string[]} hints
 * @property {string} done_on
 * @property {string[]} undone_on
 * @property {{device: string, action: string, value: string}[]} solve
 */

/**
 * The ids that are ticked after an event. An event in `undone_on` takes a step's tick away unless a later step is
 * still ticked: a card that goes dark after its response was typed has done its work.
 *
 * @param {Step[]} steps @param {ReadonlySet<string>} done @param {string} type @returns {Set<string>}
 */
export function after(steps, done, type) {
  if (steps.at(-1).done_on === type) return new Set(steps.map((step) => step.id));
  const next = new Set(done);
  let later = false;
  for (const step of [...steps].reverse()) {
    if (step.done_on === type) next.add(step.id);
    else if (!later && step.undone_on.includes(type)) next.delete(step.id);
    later ||= next.has(step.id);
  }
  return next;
}

/** The first step that is not ticked; null when all are. @returns {Step | null} */
export function current(steps, done) {
  return steps.find((step) => !done.has(step.id)) ?? null;
}

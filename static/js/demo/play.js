// Playing a step's own solution: slowly for the eye ("Show me"), or at once to arrive at a later step.

const PACE = 650; // ms between two presses: slow enough to find the key, quick enough to watch sixteen
const LOOK = 350; // ms from pointing at a control to pressing it

/**
 * @typedef {object} Hands
 * @property {(id: string) => Device} device
 * @property {() => Move | null} wait  what lets the time pass, where a move has just been refused as too soon
 *
 * @param {Step} step @param {Hands} hands
 */
export async function playAtOnce(step, { device, wait }) {
  for (const move of step.solve) {
    for await (const each of movesOf(move, device)) {
      await each.run();
      await again(each, wait());
    }
  }
}

/** What came too soon is done once more when its time has come. @param {Move} move @param {Move | null} wait */
async function again(move, wait) {
  if (!wait) return;
  await wait.run();
  await move.run();
}

/**
 * The same, one press at a time; `point` is called with each before it happens and with null at the end.
 *
 * @param {Step} step @param {Hands} hands
 * @param {object} how
 * @param {AbortSignal} how.signal  stops between two presses
 * @param {(move: Move | null) => void} how.point
 * @returns {Promise<Device | null>} the one on the learner's own phone where it could not go on, if it came to such
 */
export async function playSlowly(step, { device, wait }, { signal, point }) {
  try {
    for (const move of step.solve) {
      const away = elsewhere(move, device);
      if (away) return away;
      const moves = movesOf(move, device);
      for (let each; (each = (await until(signal, moves.next()))?.value);) {
        point(each);
        await pause(LOOK, signal);
        if (signal.aborted) return null;
        await each.run();
        const late = wait();
        if (late) point(late);
        await again(each, late);
        await pause(PACE - LOOK, signal);
        if (signal.aborted) return null;
      }
      if (signal.aborted) return null;
    }
    return null;
  } finally {
    point(null);
  }
}

/** The device of a move that nobody can press or read here. */
function elsewhere({ device: id, action, value }, device) {
  const concerned = action === "type" ? [id, value.split(".")[0]] : [id];
  return concerned.map(device).find((each) => each.isAway) ?? null;
}

/**
 * A value such as `card.response` is read when its turn comes; one that is a plain word is the name of a control. A device
 * may have to wait first, for a message to come, or need a press of its own before the value is any good. Nothing is done
 * with what cannot be read.
 *
 * @returns {AsyncGenerator<Move>}
 */
async function* movesOf({ device: id, action, value }, device) {
  const target = device(id);
  if (action !== "type") {
    await target.ready?.(action, value);
    return yield* target.moves(action, value);
  }
  const [source, name] = value.split(".");
  await device(source).ready?.("read", name);
  yield* device(source).before?.(name) ?? [];
  const read = device(source).read(name);
  if (!read) return;
  await target.ready?.("type", read);
  yield* target.moves("type", read);
}

/**
 * What `promise` brings; undefined if it is stopped before.
 *
 * @template Brought
 * @param {AbortSignal} signal @param {Promise<Brought>} promise @returns {Promise<Brought | undefined>}
 */
async function until(signal, promise) {
  /** @type {Promise<undefined>} */
  const stopped = new Promise((resolve) => signal.addEventListener("abort", () => resolve(undefined), { once: true }));
  return signal.aborted ? undefined : Promise.race([promise, stopped]);
}

/** @returns {Promise<void>} */
function pause(ms, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => (clearTimeout(timer), signal.removeEventListener("abort", done), resolve());
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

// Playing a step's own solution: slowly for the eye ("Show me"), or at once to arrive at a later step.

const PACE = 650; // ms between two presses: slow enough to find the key, quick enough to watch sixteen
const LOOK = 350; // ms from pointing at a control to pressing it

/**
 * @param {object} step  with `solve`, the author's moves
 * @param {(id: string) => Device} device
 */
export async function playAtOnce(step, device) {
  for (const move of step.solve) {
    for (const each of await movesOf(move, device)) await each.run();
  }
}

/**
 * The same, one press at a time; `point` is called with each before it happens and with null at the end.
 *
 * @param {AbortSignal} signal  stops between two presses
 * @param {(move: Move | null) => void} point
 */
export async function playSlowly(step, device, { signal, point }) {
  try {
    for (const move of step.solve) {
      for (const each of await movesOf(move, device)) {
        if (signal.aborted) return;
        point(each);
        await pause(LOOK, signal);
        if (signal.aborted) return;
        await each.run();
        await pause(PACE - LOOK, signal);
      }
    }
  } finally {
    point(null);
  }
}

/**
 * A value such as `card.response` is read when its turn comes; one that is a plain word is the name of a control. A device
 * may have to wait first, for a message to come. Nothing is done with what cannot be read.
 */
async function movesOf({ device: id, action, value }, device) {
  const target = device(id);
  if (action !== "type") {
    await target.ready?.(action, value);
    return target.moves(action, value);
  }
  const [source, name] = value.split(".");
  await device(source).ready?.("read", name);
  const read = device(source).read(name);
  if (!read) return [];
  await target.ready?.("type", read);
  return target.moves("type", read);
}

function pause(ms, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => (clearTimeout(timer), signal.removeEventListener("abort", done), resolve());
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}

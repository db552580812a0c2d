// A live mirror of one participant's devices, for as long as a trainer looks.

import { h, refill } from "../demo/dom.js";
import { addStyles, fetchPayload } from "../demo/payload.js";
import { api, language, words } from "./common.js";
import { drawn } from "./mirror.js";

const EVERY = 700; // ms between two looks
const WATCH = 15_000; // ms after which the page is asked to go on

/**
 * @param {{id: string, simulated: boolean}} person
 * @param {{path: string, name: () => string, watch: () => Promise<any>}} board
 * @returns {{element: HTMLElement, stop: () => void}}
 */
export function mirrorOf({ id, simulated }, { path, name, watch }) {
  const picture = h("div", { class: "mirror practice practice-app", inert: true });
  const said = h("ul", { class: "visually-hidden" });
  const none = h("p", { class: "class-help", text: words(simulated ? "board.mirror-simulated" : "board.mirror-none") });
  const element = h(
    "section",
    { class: "class-mirror", tabindex: "0", "aria-label": words("board.mirror", { name: name() }) },
    none,
    picture,
    said,
  );
  if (simulated) return { element, stop: () => {} };
  let last = "";
  const look = async () => {
    const { devices } = await api.get(`${path}/participants/${id}/devices`).catch(() => ({ devices: null }));
    if (!devices || devices.picture === last) return;
    last = devices.picture;
    const { styles } = await fetchPayload(devices.scenario, language);
    await Promise.all(styles.map(addStyles));
    none.hidden = true;
    refill(picture, drawn(JSON.parse(devices.picture)));
    refill(said, ...devices.said.map((text) => h("li", { text })));
  };
  void watch().then(look);
  const timers = [setInterval(look, EVERY), setInterval(watch, WATCH)];
  return { element, stop: () => timers.forEach(clearInterval) };
}

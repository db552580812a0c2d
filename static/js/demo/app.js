// A practice put together: the engine, the guide, the devices, and how it starts (fresh, at a step, or where it was).

import { bridge } from "./bridge.js";
import { button, focused, h, refill, refocus } from "./dom.js";
import { Engine } from "./engine.js";
import { ending } from "./finish.js";
import { Guide } from "./guide.js";
import { offerOwnPhone } from "./pairing/offer.js";
import { Next } from "./next.js";
import { addWords } from "./payload.js";
import { ownOf } from "./progress.js";
import { keepInSight, watchRoom } from "./sight.js";
import { handsOff } from "./stage.js";
import * as store from "./store.js";
import { tabs } from "./tabs.js";
import { choices, tools, undoNote } from "./tools.js";
import { createWords } from "./words.js";
import { ownPlatforms } from "../kb/system.js";

/**
 * @typedef {object} Start
 * @property {string | null} [step]  open in the state in which this step begins
 * @property {string | null} [platform]
 * @property {string | null} [variant]
 * @property {boolean} [again]  the page was left by reload or "back": go on without asking
 * @property {string | null} [sandbox]  the one that may be gone on with; any other that was kept is forgotten
 * @property {Opens} [opens]  how a sandbox is opened, where it is not for one learner alone
 *
 * Draw a practice into `root` and start it. `payload` is what auth_demo/web/pages.py gives (data.json).
 *
 * @param {HTMLElement} root @param {Payload} payload @param {Start} start @returns {Promise<Engine>}
 */
export async function startPractice(root, payload, start) {
  const { step = null, platform = null, variant = null, again = false, sandbox, opens } = start;
  store.sweep();
  const words = createWords(payload.strings, payload.language);
  const { scenario, language } = payload;
  const wanted = scenario.steps.find((each) => each.id === step);
  const own = (known, kind) =>
    ownOf(
      known.filter(({ id }) => !wanted?.only[kind].length || wanted.only[kind].includes(id)),
      ownPlatforms(),
    );
  const engine = new Engine({
    scenario,
    words,
    language,
    platform: platform ?? own(scenario.platforms, "platform"),
    variant: variant ?? own(scenario.variants, "variant"),
    opens,
  });
  await engine.prepare();
  const fetched = fetching(engine.api, words, payload.later_words);
  draw(root, engine, payload, fetched);
  offerOwnPhone(engine, payload.pairing_css, fetched);
  watchLanguageLinks(root, engine);
  if (sandbox !== undefined && store.load(scenario.id)?.session.id !== sandbox) store.forget(scenario.id);
  await begin(root, engine, { step, again });
  return engine;
}

/**
 * How a script is fetched that most never need: with it come the words of all such scripts, once.
 *
 * @param {import("./api.js").Api} api @param {import("./words.js").Grows} words @param {string} address  of what they grow by
 * @returns {Fetched}
 */
function fetching(api, words, address) {
  let isKnown = false;
  const grow = async () => {
    if (!isKnown) await addWords(words, address);
    isKnown = true;
  };
  return (load) => api.fetched(async () => (await Promise.all([load(), grow()]))[0]);
}

function draw(root, engine, payload, fetched) {
  const strip = () =>
    engine.attempt("strip", async () => {
      const { openStrip } = await engine.api.fetched(() => import("./strip.js"));
      openStrip(engine, payload);
    });
  const after = ending(engine, { payload, strip });
  const toEnding = () => (after.scrollIntoView({ block: "center" }), after.focus({ preventScroll: true }));
  const table = devices(engine);
  const next = new Next(engine, table);
  const foot = tabs(engine, next, { moved: () => bring() });
  const show = () => engine.showMe((move) => point(root, { guide, foot }, move));
  const guide = new Guide({ engine, payload, next: toEnding, show });
  const stop = () => engine.stop();
  const stage = h("div", { class: "stage", on: { pointerdown: stop, keydown: stop } }, table);
  guide.caption.after(...handsOff(engine, table));
  const room = h(
    "div",
    { class: "practice-app" },
    h("div", { class: "resume", hidden: true }),
    choices(engine),
    guide.element,
    stage,
    after,
    tools(engine, { strip, fetched }),
    undoNote(engine),
    foot.element,
  );
  const bring = keepInSight(engine, { room, stage, guide: guide.element, dock: foot.element, next, front: foot.front });
  refill(root, room);
  watchRoom(room, foot.draw);
}

/** Those that the variant has a use for. */
function devices(engine) {
  const element = h("div", { class: "devices" });
  const between = bridge(engine);
  let shown = "";
  const draw = () => {
    const { present } = engine;
    if (String(present) === shown) return; // what is moved in the page loses the focus
    shown = String(present);
    refill(element, ...present.map((id) => engine.devices.get(id).element), between);
  };
  engine.bus.listen(({ type }) => type === "engine.step" && draw());
  draw();
  return element;
}

/** Ring the control that is about to be pressed, and say so. */
function point(root, { guide, foot }, move) {
  root.querySelector(".pointed")?.classList.remove("pointed");
  guide.showing(move);
  if (!move) return;
  const target = typeof move.target === "string" ? root.querySelector(`[data-focus="${move.target}"]`) : move.target;
  foot.show(target);
  target?.classList.add("pointed");
  target?.scrollIntoView({ block: "nearest" });
}

async function begin(root, engine, { step, again }) {
  const kept = store.load(engine.scenario.id);
  const note = store.takeSwitch(engine.scenario.id);
  if (kept && (note || again)) {
    const resumed = await tryResume(engine, kept);
    if (resumed && note) refocus(root, note.focus, {});
    if (resumed) return;
  }
  if (step && engine.steps.some((each) => each.id === step)) return openAt(engine, step);
  if (kept) offer(root, engine, kept);
}

/** Be at the beginning of a step, with the focus where its first move is made. */
export async function openAt(engine, step) {
  await engine.goto(step);
  const { device } = engine.step?.solve[0] ?? {};
  engine.devices.get(device)?.focus();
  document.activeElement?.scrollIntoView({ block: "nearest" }); // what had the focus already does not come into view by itself
}

async function tryResume(engine, kept) {
  try {
    await engine.resume(kept);
    return true;
  } catch (problem) {
    if (!problem.body) throw problem;
    if (problem.reason === "offline") engine.line.keep("engine", () => tryResume(engine, kept));
    if (problem.reason === "offline") engine.bus.emit("problem", problem);
    else store.forget(engine.scenario.id);
    return false;
  }
}

/** "You were at step 3 of 5": one tap to go on, one to begin again; doing anything else is beginning again. */
function offer(root, engine, kept) {
  const { words } = engine;
  const box = root.querySelector(".resume");
  const all = engine.steps.length;
  const close = () => (box.hidden = true);
  const go = async () => {
    close();
    if (await tryResume(engine, kept)) engine.devices.get(engine.step?.solve[0].device)?.focus();
  };
  const done = kept.place >= all;
  refill(
    box,
    h("p", { text: done ? words("resume.finished") : words("resume.text") }),
    button(done ? words("resume.see") : words("resume.continue", { place: kept.place + 1, all }), go, {
      class: "primary",
      focus: "resume.continue",
    }),
    button(words("resume.fresh"), () => (store.forget(engine.scenario.id), close()), { focus: "resume.fresh" }),
  );
  box.hidden = false;
  const stop = engine.bus.listen(({ type }) => {
    if (type === "engine.changed" && engine.touched) (close(), stop());
  });
}

/** On the way to the same page in another language: remember where the focus was before the link took it. */
function watchLanguageLinks(root, engine) {
  /** @type {string | null} */
  let last = null;
  root.addEventListener("focusin", () => (last = focused(root)));
  document.addEventListener("click", (event) => {
    const isShown = root.offsetParent !== null; // in an article it may have been closed
    const { target } = event;
    const isLink = target instanceof Element && target.closest("a[hreflang]");
    if (isLink && engine.touched && isShown) store.noteSwitch(engine.scenario.id, last);
  });
}

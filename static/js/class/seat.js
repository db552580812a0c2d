// A participant's place in a class: what the trainer does arrives here, and how far one is goes back to the board.

import { button, h, refill } from "../demo/dom.js";
import { addStyles, fetchPayload } from "../demo/payload.js";
import { given } from "../sure.js";
import { Alone } from "./alone.js";
import { api, language, listenTo, payload, place, withoutNulls, words } from "./common.js";

import { drawn } from "./mirror.js";
import { Watched } from "./watched.js";

const UNDO = 20_000; // ms that a practice which was started again is kept, so that this can be undone
const SCREENS = 2_000; // ms between two looks at what the trainer shows to everybody
const TELLS = 300; // ms: several changes of one moment are told as one
const SEEN = 15_000; // ms between two signs of life
// What a device shows that the server does not hear, in the words of its display.
const SHOWN = {
  "card.pin-prompt": "PIN>",
  "card.challenge-prompt": "CHALLNG>",
  "card.challenge-as-pin": "CHALLNG>",
  "card.response-shown": "response",
};

const path = `/participants/${payload.participant}`;
const news = place("news");
/** @type {any} how things stand, as the API says it */
let me = null;
/** @type {Engine | null} */
let engine = null;
/** @type {{element: Element | null, engine: Engine | null} | null} what was on before a new start */
let before = null;
let shown = null;
/** @type {{name: string, step?: string} | null} which news is shown, and the step that it was told at */
let said = null;
let telling = 0;
let isAlone = false;
let looking = 0; // at what the trainer shows
const watched = new Watched({
  engine: () => engine,
  room: () => place("practice"),
  send: (picture) => api.post(`${path}/devices`, picture),
});
let hasTried = false; // in the warm-up: a device of this page talks
const alone = new Alone((scenario) => api.post(`${path}/practice`, { scenario })); // the stream says what to open then

await begin();

async function begin() {
  const wasLetIn = await letIn();
  try {
    me = await api.get(path);
  } catch (problem) {
    if (!problem.body) throw problem;
    return leave(wasLetIn ? problem.reason : "unlinked");
  }
  place("title").textContent = words("seat.you", { nickname: me.nickname });
  draw();
  listenTo(me.class_id, me.last_event, hear, connection);
  setInterval(look, SEEN);
  await open({ again: true });
  await lookAtScreen();
  if (me.state === "ended") await results();
}

/** Who comes from a course has the key behind the # of the address, once; a cookie keeps it from then on. */
async function letIn() {
  const key = location.hash.slice(1);
  if (!key) return true;
  history.replaceState(history.state, "", location.pathname);
  api.token = key;
  const went = await api.post(`${path}/browser`).then(
    () => true,
    () => false,
  );
  api.token = null;
  return went;
}

/** Not in the class, or no longer. */
function leave(reason) {
  if (reason === "unlinked") return void (place("state").textContent = words("alone.lost"));
  const text =
    reason === "gone" ? words("seat.removed") : reason === "offline" ? words("offline.text") : words("seat.lost");
  place("state").textContent = text;
  refill(place("hand"), h("a", { class: "button", href: payload.join, text: words("seat.join") }));
}

/** Ask how things stand; a sign of life for the board. */
async function look() {
  const found = await api.get(path).catch(() => null);
  if (!found) return;
  me = found;
  draw();
}

function connection(isConnected) {
  if (isAlone === !isConnected) return;
  isAlone = !isConnected;
  if (!isAlone) void look();
  draw();
}

// The practice -------------------------------------------------------------------------------------------------------

/** Open the practice of the class: from the start, or where it was. @param {{again?: boolean, step?: string | null}} options */
async function open({ again = false, step = null }) {
  const scenario = await fetchPayload(me.scenario, language);
  const { entry } = given(scenario.scripts, "script of the practice");
  const { mount } = await import(entry);
  const element = h("div", { class: "class-room" });
  const busy = h("p", { role: "status", text: words("seat.loading") });
  refill(place("practice"), busy, element);
  const sandbox = me.sandbox?.id ?? null;
  const begun = me.sandbox?.step && me.sandbox.step !== scenario.scenario.steps[0].id ? me.sandbox.step : null;
  /** @type {Engine} */
  const opened = await mount(element, {
    payload: scenario,
    step: step ?? (again ? begun : null),
    again,
    sandbox,
    opens,
  });
  engine = opened;
  busy.remove();
  if (me.mode === "free") opened.setMode("free");
  opened.bus.listen(heardFromDevice);
  draw();
}

/** A sandbox of the class in place of one's own. */
async function opens(own, { platform, variant, step, keep }) {
  const answer = await own.post(`${path}/sandbox`, { platform, variant, step, keep });
  return withoutNulls(answer.sandbox);
}

function heardFromDevice({ type }) {
  watched.changed();
  if (me.state === "waiting" && !hasTried && !type.startsWith("engine.")) warmUp();
  if (type in SHOWN) shown = SHOWN[type];
  else if (type === "card.off" || type.startsWith("response.")) shown = null;
  if (!(type in SHOWN) && type !== "card.off" && type !== "engine.step") return;
  if (type === "engine.step") wentOn();
  clearTimeout(telling);
  telling = window.setTimeout(tell, TELLS);
}

/** What was said of the step before is over. */
function wentOn() {
  if (said?.step && said.step !== engine?.step?.id) unsay(LASTING);
  draw();
}

function warmUp() {
  hasTried = true;
  api.post(`${path}/told`, {}).catch(() => (hasTried = false));
  draw();
}

function tell() {
  if (!engine?.touched) return;
  const { step, finished } = engine;
  api
    .post(`${path}/told`, { step: step?.id ?? null, state: shown, finished })
    .then((found) => {
      if (!found.alone) return;
      me = found;
      draw();
    })
    .catch(() => {}); // the next one says it
}

// What the trainer does ----------------------------------------------------------------------------------------------

// Most events say how the class is now. What they change of the participant alone is asked for.
const ASKS = new Set(["class.reset", "class.undone", "hand.claimed", "participant.renamed"]);
const LASTING = new Set(["seat.screen", "seat.claimed"]); // news that is not over once somebody goes on
const SILENT = new Set(["class.watched", "class.screen-changed", "participant.renamed"]); // changes nothing of the news
const DO = {
  "class.moved": async ({ scenario, step }) => {
    const isOther = scenario !== engine?.scenario.id;
    if (!me.alone)
      say(isOther ? "seat.turned" : "seat.moved", { practice: payload.cards[scenario]?.title ?? scenario });
    if (isOther) return open({ step });
    if (step) await engine?.goto(step);
  },
  "class.reset": async () => {
    say("seat.reset");
    before = { element: place("practice").firstElementChild, engine };
    setTimeout(() => (before = null), UNDO);
    await open({});
  },
  "class.undone": async () => {
    unsay();
    if (!before) return open({ again: true });
    refill(place("practice"), before.element);
    engine = before.engine;
    before = null;
  },
  "class.hint": async () => {
    say("seat.hint");
    engine?.hint();
  },
  "class.show": async () => {
    say("seat.shown");
    /** @type {HTMLElement | null} */
    const control = place("practice").querySelector('[data-focus="guide.show"]');
    control?.click();
  },
  "class.watched": async () => watched.begin(),
  "class.screen": async ({ screen }) => {
    if (!screen) return hideScreen();
    const practice = payload.cards[screen.scenario]?.title ?? screen.scenario;
    say("seat.screen", { practice });
    await lookAtScreen();
  },
  "class.screen-changed": async () => {
    looking ||= window.setTimeout(lookAtScreen, SCREENS);
  },
  "hand.claimed": async ({ by }) => say("seat.claimed", { name: by }),
  "participant.removed": async () => leave("gone"),
};

async function hear({ type, data }) {
  if (data.now) me = { ...me, ...data.now };
  if (type === "class.ended") unsay();
  else if (!SILENT.has(type)) unsay(LASTING);
  if (ASKS.has(type)) await look();
  await DO[type]?.(data);
  if (said) said.step = engine?.step?.id;
  draw();
  if (type === "class.ended" && !me.alone) await results();
}

function say(name, facts = {}) {
  news.textContent = words(name, facts);
  said = { name };
}

/** What was said is so no longer. @param {Set<string>} [but]  what stays */
function unsay(but) {
  if (!said || but?.has(said.name)) return;
  news.textContent = "";
  said = null;
}

/** The devices of somebody, which the trainer shows to everybody. */
async function lookAtScreen() {
  clearTimeout(looking);
  looking = 0;
  const { devices } = await api.get(`${path}/screen`).catch(() => ({ devices: null }));
  if (!devices) return;
  const { styles } = await fetchPayload(devices.scenario, language);
  await Promise.all(styles.map(addStyles));
  place("screen").hidden = false;
  refill(place("screen-devices"), drawn(JSON.parse(devices.picture)));
  refill(place("screen-said"), ...devices.said.map((text) => h("li", { text })));
}

function hideScreen() {
  clearTimeout(looking);
  looking = 0;
  if (said?.name === "seat.screen") unsay();
  place("screen").hidden = true;
}

async function results() {
  const walks = await api.get(`${path}/results`).catch(() => []);
  const rows = walks.map(({ scenario, finished, attempts }) =>
    h("li", {
      text: words("seat.result", {
        practice: payload.cards[scenario]?.title ?? scenario,
        outcome: words(finished ? "seat.finished" : "seat.open"),
        count: attempts,
      }),
    }),
  );
  const page = h("a", { class: "button", href: me.results_url, text: words("seat.results-page") });
  refill(place("hand"), h("h2", { text: words("seat.results") }), h("ul", {}, ...rows), page);
}

// The bar ------------------------------------------------------------------------------------------------------------

function draw() {
  if (me.alone) return alone.draw(me, { isOffline: isAlone });
  const state = me.state === "ended" ? "ended" : isAlone ? "alone" : isHeld() ? "locked" : me.state;
  const line = place("state");
  const text = state === "waiting" ? waiting() : words(`seat.${state}`);
  if (line.textContent !== text) line.textContent = text;
  line.dataset.state = state;
  const room = place("practice").firstElementChild;
  room?.toggleAttribute("inert", state === "paused" || state === "locked");
  if (me.state === "ended") return;
  const label = words(me.hand ? "seat.hand-down" : "seat.hand-up");
  if (place("hand").textContent !== label) {
    refill(
      place("hand"),
      button(label, raise, { class: "button", "aria-pressed": String(me.hand), focus: "class.hand" }),
    );
  }
}

function waiting() {
  return hasTried ? words("seat.tried") : `${words("seat.waiting")} ${words("seat.warm-up")}`;
}

/** Whether one is further than the step that the trainer has locked. */
function isHeld() {
  if (!me.locked || !engine?.step) return false;
  const ids = engine.steps.map(({ id }) => id);
  return ids.includes(me.step) && ids.indexOf(engine.step.id) > ids.indexOf(me.step);
}

async function raise() {
  if (said?.name === "seat.claimed") unsay();
  me = await api.post(`${path}/hand`, { up: !me.hand });
  draw();
}

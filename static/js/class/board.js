// The trainer's board: looked at every second, drawn without moving what is under a finger, and what one does to a class.

import { h, refill } from "../demo/dom.js";
import { given } from "../sure.js";
import { api, payload, place, tried, words } from "./common.js";
import { datesOf, deletion } from "./keeping.js";
import { debriefOf } from "./debrief.js";
import { openPerson } from "./person.js";
import { rowOf, tileOf } from "./tile.js";

const EVERY = 1_000; // ms between two looks
const SAYS = 10_000; // ms between two summaries for those who listen
const DEBRIEF = 5_000;
const WATCH = 15_000; // ms after which the page that is shown to everybody is asked to go on
const STILL = 4_000; // ms after which a pointer that has not moved keeps nothing in its place: a finger leaves none behind
const path = `/classes/${payload.class}`;

/** @type {any} the board as it was seen last */
let seen = null;
/** @type {string[]} the order of the tiles: kept while somebody is at them */
let order = [];
let touchedAt = 0; // when a pointer was last moved or pressed over the tiles
let isSure = false;
let isDeleted = false;

const tiles = place("tiles");
const names = /** @type {HTMLInputElement} */ (place("names"));
const table = /** @type {HTMLInputElement} */ (place("table"));
for (const box of [names, table]) {
  box.checked ||= recalls(box);
  box.addEventListener("change", () => (remember(box), draw()));
}
for (const type of ["pointermove", "pointerdown"]) tiles.addEventListener(type, () => (touchedAt = Date.now()));

await letIn();
setInterval(look, EVERY);
setInterval(summarise, SAYS);
setInterval(debrief, DEBRIEF);
setInterval(() => seen?.screen && act("watch", { participants: [seen.screen] }), WATCH);
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-class-file]"))) {
  link.href = `/api/v1${path}/${link.dataset.classFile}`;
}

/** The key may come behind the # of the address, once; a cookie keeps it from then on. */
async function letIn() {
  const key = location.hash.slice(1);
  if (key) {
    history.replaceState(history.state, "", location.pathname);
    api.token = key;
    await tried(() => api.post(`${path}/browser`));
    api.token = null;
  }
  await look();
  await debrief();
}

async function look() {
  if (isDeleted) return;
  try {
    seen = await api.get(`${path}/board`);
  } catch (problem) {
    if (!problem.body) throw problem;
    place("trouble").textContent = problem.reason === "offline" ? words("offline.text") : words("board.lost");
    return;
  }
  if (place("trouble").textContent === words("offline.text")) place("trouble").textContent = "";
  draw();
}

/** @param {string} action @param {Record<string, any>} [more] */
async function act(action, more = {}) {
  const went = await tried(async () => (seen = await api.post(`${path}/actions`, { action, ...more })));
  draw();
  return went;
}

// The whole class ----------------------------------------------------------------------------------------------------

function draw() {
  if (!seen) return;
  const { participants: people, state } = seen;
  place("code").textContent = `${seen.code.slice(0, 3)} ${seen.code.slice(3)}`;
  const finished = people.filter((each) => each.finished).length;
  const tried = people.filter((each) => each.tried).length;
  const { steps } = payload.practices[seen.scenario];
  const step = seen.locked && steps.find(({ id }) => id === seen.step);
  const line = [
    words(`board.${state}`),
    step && state !== "ended" && words("board.locked", { step: step.title }),
    words("board.count", { count: people.length, finished }),
    state === "waiting" && people.length > 0 && words("board.tried", { count: tried, all: people.length }),
  ]
    .filter(Boolean)
    .join(" · ");
  if (place("state").textContent !== line) place("state").textContent = line;
  place("state").dataset.state = state;
  drawRun(state);
  drawPeople(people);
  drawFaults();
  drawKeeping();
}

function drawRun(state) {
  const { undo } = seen; // by any of the trainers
  const wanted = [
    state === "waiting" && ["start", words("board.start"), () => act("start")],
    state === "running" && ["pause", words("board.pause"), () => act("pause")],
    state === "paused" && ["resume", words("board.resume"), () => act("resume")],
    state !== "ended" && ["lock", words(seen.locked ? "board.unlock" : "board.lock"), toggleLock],
    state !== "ended" && ["reset", words("board.reset-all"), () => act("reset")],
    undo && ["undo", words("board.undo", { seconds: Math.ceil(undo.seconds) }), takeBack],
    seen.screen && ["screen", words("board.screen-end"), () => act("screen")],
    state !== "ended" && ["end", words(isSure ? "board.end-sure" : "board.end"), end],
  ].filter(Boolean);
  const room = place("run");
  sync(
    room,
    wanted,
    ([name]) => name,
    ([name, label, press]) => {
      const made = h("button", { type: "button", class: `button class-${name}`, "data-focus": `run.${name}` });
      made.addEventListener("click", () => made["press"]());
      return Object.assign(made, { textContent: label, press });
    },
    (made, [, label, press]) => {
      if (made.textContent !== label) made.textContent = label;
      made["press"] = press;
    },
  );
  drawSteps(state);
}

function takeBack() {
  return act("undo", { participants: seen.undo?.participants ?? null });
}

function toggleLock() {
  return act(seen.locked ? "unlock" : "lock");
}

function end() {
  if (isSure) return act("end");
  isSure = true;
  setTimeout(() => ((isSure = false), draw()), 5_000);
  draw();
}

/** Where everybody may be moved: the steps of the practice that is on, and the other practices. */
function drawSteps(state) {
  const known = place("run").querySelector("select");
  if (state === "ended") return known?.closest("label")?.remove();
  if (known?.dataset.of === seen.scenario) return;
  const { steps } = payload.practices[seen.scenario];
  const others = seen.scenarios.filter((each) => each !== seen.scenario);
  const select = h(
    "select",
    { "data-of": seen.scenario },
    h("option", { value: "", text: words("board.move") }),
    ...steps.map(({ id, title }, at) => h("option", { value: `step ${id}`, text: `${at + 1}. ${title}` })),
    ...others.map((id) => h("option", { value: `scenario ${id}`, text: payload.practices[id]?.title ?? id })),
  );
  select.addEventListener("change", () => {
    const [kind, id] = select.value.split(" ");
    select.value = "";
    if (id) void act("move", { [kind]: id });
  });
  known?.closest("label")?.remove();
  place("run").append(
    h("label", { class: "class-move" }, h("span", { class: "visually-hidden", text: words("board.move") }), select),
  );
}

// The people ---------------------------------------------------------------------------------------------------------

function drawPeople(people) {
  const known = new Map(
    people.map((each, at) => [each.id, { ...each, alias: words("board.participant", { n: at + 1 }) }]),
  );
  const isTouched = Date.now() - touchedAt < STILL || tiles.querySelector(":focus-visible");
  const wanted = [...known.keys()].sort((one, other) => before(known.get(one), known.get(other)));
  if (!isTouched) order = wanted;
  order = [...order.filter((id) => known.has(id)), ...wanted.filter((id) => !order.includes(id))];
  const listed = order.map((id) => known.get(id));
  const drawing = { hidden: names.checked, practices: payload.practices, reasons: payload.reasons };
  place("list").hidden = !table.checked;
  tiles.hidden = table.checked;
  const open = (id) =>
    openPerson(id, {
      act,
      find,
      practice: () => payload.practices[seen.scenario],
      path,
      hidden: () => names.checked,
      name: () => (names.checked ? find(id)?.alias : find(id)?.nickname) ?? "",
    });
  const fill = (element, make) =>
    sync(
      element,
      listed,
      ({ id }) => id,
      (each) => make(each, drawing, () => open(each.id)),
      (made, each) => made["update"](each, drawing),
    );
  if (table.checked) fill(place("rows"), rowOf);
  else if (!listed.length) refill(tiles, h("li", { class: "class-nobody", text: words("board.nobody") }));
  else {
    tiles.querySelector(".class-nobody")?.remove();
    fill(tiles, tileOf);
  }
}

/** @param {string} id */
function find(id) {
  const at = seen?.participants.findIndex((each) => each.id === id) ?? -1;
  return at < 0 ? null : { ...seen.participants[at], alias: words("board.participant", { n: at + 1 }) };
}

/** Hands are a queue: who raised theirs first comes first. */
function before(one, other) {
  return need(one) - need(other) || other.hand_seconds - one.hand_seconds;
}

/** Who asked for help first, then who is stuck, then the rest in the order in which they came. */
function need({ hand, stuck, finished }) {
  if (hand) return 0;
  if (stuck) return 1;
  return finished ? 3 : 2;
}

/** A board that is loaded again on a projector still hides the names. @param {HTMLInputElement} box */
function remember(box) {
  try {
    sessionStorage.setItem(keyOf(box), String(box.checked));
  } catch (problem) {
    console.warn(problem); // a browser that keeps nothing
  }
}

function recalls(box) {
  try {
    return sessionStorage.getItem(keyOf(box)) === "true";
  } catch {
    return false;
  }
}

function keyOf(box) {
  return `${payload.class}-${box === names ? "names" : "table"}`;
}

/** Make the children of an element those of a list, moving none that need not move. */
function sync(element, list, keyOf, make, update) {
  const known = new Map([...element.children].map((each) => [each.dataset.key, each]));
  /** @type {Element | null} */
  let previous = null;
  for (const each of list) {
    const key = keyOf(each);
    const made = known.get(key) ?? Object.assign(make(each), {});
    made.dataset.key = key;
    if (known.has(key)) update(made, each);
    known.delete(key);
    const next = previous ? previous.nextElementSibling : element.firstElementChild;
    if (next !== made) element.insertBefore(made, next);
    previous = made;
  }
  for (const [key, old] of known) if (key) old.remove();
}

function summarise() {
  if (!seen) return;
  const people = seen.participants;
  const count = (test) => people.filter(test).length;
  const text = words("board.said", {
    hands: count((each) => each.hand),
    stuck: count((each) => each.stuck),
    finished: count((each) => each.finished),
    count: people.length,
  });
  if (place("said").textContent !== text) place("said").textContent = text;
}

// Faults and the debrief ---------------------------------------------------------------------------------------------

function drawFaults() {
  const room = place("faults");
  given(room.parentElement, "section of the faults").hidden = seen.state === "ended";
  const planned = seen.faults;
  const { faults } = payload.practices[seen.scenario];
  const possible = [...faults].sort((one, other) => planned.includes(other) - planned.includes(one));
  const on = [...new Set(seen.participants.flatMap((each) => each.faults))];
  const mark = `${seen.scenario} ${on}`;
  if (room.dataset.of === mark) return;
  room.dataset.of = mark;
  const choice = h(
    "select",
    { id: "class-fault" },
    ...possible.map((name) => h("option", { value: name, text: words(`fault.${name}`) })),
  );
  const whom = h(
    "select",
    { id: "class-whom", "aria-label": words("board.everyone") },
    h("option", { value: "all", text: words("board.everyone") }),
    h("option", { value: "half", text: words("board.half") }),
  );
  const half = () => seen.participants.filter((_each, at) => at % 2 === 0).map(({ id }) => id);
  const inject = () => act("fault", { fault: choice.value, participants: whom.value === "half" ? half() : null });
  refill(
    room,
    h("label", { for: "class-fault", class: "visually-hidden", text: words("board.fault-on") }),
    choice,
    whom,
    h("button", { type: "button", class: "button", text: words("board.fault-on"), on: { click: inject } }),
    ...on.map((name) =>
      h("button", {
        type: "button",
        class: "button class-fault",
        text: words("board.fault-off", { fault: words(`fault.${name}`) }),
        on: { click: () => act("fault", { fault: name, on: false }) },
      }),
    ),
  );
}

async function debrief() {
  if (isDeleted) return;
  const found = await api.get(`${path}/debrief`).catch(() => null);
  if (!found || !seen) return;
  const { practices } = payload;
  const mark = JSON.stringify([found, names.checked, seen.scenario]);
  if (place("debrief").dataset.of === mark) return; // a link keeps the focus
  place("debrief").dataset.of = mark;
  refill(place("debrief"), ...debriefOf(found, { practices, now: seen.scenario, hidden: names.checked }));
}

// How long it is kept --------------------------------------------------------------------------------------------------

function drawKeeping() {
  place("rehearsal").hidden = !seen.is_rehearsal;
  const text = datesOf(seen);
  if (place("dates").textContent !== text) place("dates").textContent = text;
  const room = place("delete");
  if (seen.state === "ended" && !room.childElementCount)
    room.append(deletion(path, () => ((seen = null), (isDeleted = true))));
}

// One participant on the board: as a tile, and as the row of a table. Color never says anything that a word does not.

import { h, refill } from "../demo/dom.js";
import { has, words } from "./common.js";

/**
 * @typedef {{hidden: boolean, practices: Record<string, any>, reasons: Record<string, string>}} Drawing  `hidden`: without names
 * @param {any} person @param {Drawing} drawing @param {() => void} open
 */
export function tileOf(person, drawing, open) {
  const inside = h("button", { type: "button", class: "class-tile-open", on: { click: open } });
  const element = h("li", { class: "class-tile" }, inside);
  const update = (each, how) => {
    const text = JSON.stringify([each, how.hidden]);
    if (element.dataset.text === text) return;
    element.dataset.text = text;
    element.dataset.need = needOf(each);
    refill(inside, ...lines(each, how));
  };
  update(person, drawing);
  return Object.assign(element, { update });
}

/**
 * A row stays while its cells change: who reads it, by whatever means, keeps their place.
 *
 * @param {any} person @param {Drawing} drawing @param {() => void} open
 */
export function rowOf(person, drawing, open) {
  const name = h("button", { type: "button", class: "class-row-open", on: { click: open } });
  const cells = cellsOf(person, drawing).map(() => h("td", {}));
  const update = (each, how) => {
    const texts = [how.hidden ? each.alias : each.nickname, ...cellsOf(each, how)];
    for (const [at, place] of [name, ...cells].entries()) {
      if (place.textContent !== texts[at]) place.textContent = texts[at];
    }
  };
  update(person, drawing);
  return Object.assign(h("tr", {}, h("th", { scope: "row" }, name), ...cells), { update });
}

function cellsOf(person, { practices, reasons }) {
  return [
    needs(person).join(", "),
    whereOf(person, practices),
    stateOf(person),
    stepOf(person, practices),
    String(person.attempts),
    String(Math.round(person.seconds_in_state)),
    reasons[person.last_refusal] ?? "",
    problems(person).join(", "),
  ];
}

function lines(person, { hidden, practices, reasons }) {
  const told = needs(person);
  return [
    h("span", { class: "class-name", text: hidden ? person.alias : person.nickname }),
    h("span", { class: "class-facts", text: whereOf(person, practices) }),
    told.length > 0 && h("span", { class: "class-need", text: told.join(" · ") }),
    h("span", { class: isShown(person) ? "class-word class-display" : "class-word", text: stateOf(person) }),
    !person.finished && h("span", { class: "class-step", text: stepOf(person, practices) }),
    h("span", { class: "class-facts", text: facts(person) }),
    person.last_refusal &&
      h("span", { class: "class-refusal", text: reasons[person.last_refusal] ?? person.last_refusal }),
    ...problems(person).map((text) => h("span", { class: "class-problem", text })),
  ];
}

function facts({ attempts, seconds_in_state: seconds }) {
  return `${words("board.attempts", { count: attempts })} · ${lasted(seconds)}`;
}

/** How long the state has lasted. */
function lasted(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes ? words("board.minutes", { count: minutes }) : words("board.seconds", { count: Math.round(seconds) });
}

/** Whether the state is what a display shows, word by word. */
function isShown({ device_state: state }) {
  return !has(`state.${state}`);
}

export function stateOf({ device_state: state }) {
  return has(`state.${state}`) ? words(`state.${state}`) : state;
}

/** In which practice somebody is, and with what in hand. */
function whereOf({ scenario, platform, variant }, practices) {
  const { title, platforms, variants } = practices[scenario] ?? { title: scenario, platforms: {}, variants: {} };
  return [title, platforms[platform], variants[variant]].filter(Boolean).join(" · ");
}

function stepOf({ step, scenario, finished }, practices) {
  if (finished) return words("board.finished");
  return practices[scenario]?.steps.find(({ id }) => id === step)?.title ?? "";
}

function needs({ hand, stuck, online, claimed_by: helper }) {
  return [
    hand && `▲ ${words("board.hand")}`,
    helper && words("board.helps", { name: helper }),
    stuck && `◆ ${words("board.stuck")}`,
    !online && `○ ${words("board.offline")}`,
  ].filter(Boolean);
}

/** What the trainer has broken for this person, and what was got round. */
function problems({ faults, found }) {
  return [
    ...faults.filter((name) => !found.includes(name)).map((name) => ["has", name]),
    ...found.map((name) => ["found", name]),
  ].map(([how, name]) => words(`board.${how}`, { fault: words(`fault.${name}`) }));
}

function needOf({ hand, stuck, finished, online }) {
  if (hand) return "hand";
  if (stuck) return "stuck";
  if (finished) return "finished";
  return online ? "none" : "offline";
}

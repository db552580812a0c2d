// The login request: security element first, then its details, then approve or deny, or type the number that the login
// screen shows.

import { h } from "../../dom.js";
import * as keyring from "./keyring.js";
import { control, ending, field, form, go, screen, text } from "./parts.js";
import { timeOf } from "./world.js";

const NUMBER_DIGITS = 6;

export const notification = {
  screens: { "app.request": request },
  confirmed: { request: opened },
  heard,
};

function current(phone) {
  return phone.inbox.find(phone.state.request.n);
}

function opened(phone) {
  phone.state.request.open = true;
  phone.emit("request-opened");
  phone.set();
}

function request(phone) {
  const { request: state } = phone.state;
  const item = current(phone);
  const title = phone.words("request-title");
  if (!item) return screen(phone, { title, look: "exemplar" }, text(phone.words("request-none")));
  if (state.outcome) return outcome(phone, state.outcome);
  if (!state.open) {
    const unlock = () => phone.confirm("request");
    const open = go(phone, "open-request", unlock, { label: phone.words("request-open") });
    return screen(phone, { title, look: "exemplar" }, text(phone.words("request-locked")), open);
  }
  return screen(
    phone,
    { title, look: "exemplar" },
    text(phone.words("request-text"), "lead"),
    details(phone, item),
    item.request.matching && matching(phone),
    h(
      "div",
      { class: "decision" },
      control(phone, "deny", () => decide(phone, "deny"), { class: "second" }),
      go(phone, "approve", () => (item.request.matching ? approve(phone) : decide(phone, "approve"))),
    ),
    control(phone, "not-me", () => decide(phone, "not-me"), { class: "plain bad" }),
  );
}

function details(phone, { at, request: item }) {
  const { details: known = {} } = item;
  const lines = [
    [phone.words("detail-user"), item.user],
    [phone.words("detail-platform"), platformName(phone, known.platform)],
    [phone.words("detail-at"), timeOf(Date.parse(known.at ?? at))],
    [phone.words("detail-place"), phone.words("detail-room")],
  ];
  return h(
    "dl",
    { class: "details" },
    ...lines.flatMap(([term, value]) => [h("dt", { text: term }), h("dd", { text: value })]),
  );
}

function platformName(phone, id) {
  return phone.ctx.scenario.platforms?.find((each) => each.id === id)?.title ?? id ?? "";
}

function matching(phone) {
  const { request: state } = phone.state;
  return form(
    phone,
    "approve",
    field(phone, {
      name: "number",
      label: phone.words("matching-number"),
      value: state.number,
      room: NUMBER_DIGITS,
      carries: "number",
      input: (number) => (state.number = number),
    }),
  );
}

function approve(phone) {
  const { number } = phone.state.request;
  const fault = phone.lengthFault(number, NUMBER_DIGITS);
  return fault ? phone.fault("number", fault) : decide(phone, "approve", number);
}

const TOLD = { approve: "approved", deny: "denied", "not-me": "not-me" };

async function decide(phone, decision, number = "") {
  const item = current(phone);
  await phone.attempt(
    async () => {
      if (item.done) return; // decided on elsewhere, or over, while the line was cut
      const answer = keyring.decisionOn(phone, item.request, decision, number);
      const body = { device: item.request.device, decision, answer, ...(number && { number }) };
      await phone.ctx.api.post(`/logins/${item.request.login}/approval`, body);
      finish(phone, TOLD[decision]);
      phone.emit(TOLD[decision]);
    },
    (problem) => finish(phone, problem.reason === "expired" ? "lapsed" : "refused"),
  );
}

function finish(phone, result) {
  const item = current(phone);
  if (item) item.done = true;
  phone.state.request.outcome = result;
  phone.set();
  phone.say(phone.words(`request-${result}`));
}

function outcome(phone, result) {
  const good = result === "approved";
  return screen(
    phone,
    { title: phone.words("request-title"), look: "exemplar" },
    ending(good, phone.words(`request-${result}`), phone.words(`request-${result}-text`)),
    go(phone, "done", () => leave(phone)),
  );
}

function leave(phone) {
  const { stacks } = phone.state;
  stacks.app = stacks.app.filter((id) => id !== "app.request");
  phone.open("app");
}

const ENDED = {
  "push.lapsed": () => "lapsed",
  "challenge.superseded": () => "replaced",
  "push.approved": () => "approved",
  "push.denied": ({ decision }) => TOLD[decision],
};
/** The request has ended elsewhere: it lapsed, the login went another way, or it was decided on in another browser. */
function heard(phone, type, data) {
  if (!(type in ENDED)) return;
  for (const item of phone.inbox.items) {
    if (!item.request || item.done || (data.login ?? item.request.login) !== item.request.login) continue;
    settle(phone, item, ENDED[type](data));
  }
}

function settle(phone, item, result) {
  item.done = true;
  const { request: state } = phone.state;
  if (state.n === item.n && !state.outcome) state.outcome = result;
  phone.set();
  if (result === "lapsed") phone.emit("request-lapsed");
}

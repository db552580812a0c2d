// IB Key comes to this phone: for the first time (activation), again (recovery), or from another phone (migration).
// Only the last request hands out a key; what the old one could do ends in the same moment, at the verifier.

import { h } from "../../dom.js";
import { beginEnrolment, entrance } from "./entry.js";
import * as keyring from "./keyring.js";
import {
  choice,
  control,
  dialogScreen,
  ending,
  field,
  form,
  go,
  keptText,
  list,
  notice,
  row,
  screen,
  text,
} from "./parts.js";
import { PIN_LEAST, PIN_MOST } from "./security.js";
import { freshEnrol } from "./state.js";
import { personaChoice, personaChosen } from "./trading.js";

const CODE_LENGTH = 10;
// Refusals after which only another code helps.
const OVER = new Set(["expired", "superseded", "already-used", "too-many-attempts"]);
const TOLD = { activation: "activated", recovery: "recovered", migration: "migrated" };

export const activation = {
  screens: {
    "app.allow": allow,
    "app.first": first,
    "app.register": register,
    "app.credentials": credentials,
    "app.number": number,
    "app.activation": enterCode,
    "app.enrolled": enrolled,
    "app.restore": restore,
    "app.recovery-info": recoveryInfo,
    "app.migrate": migrate,
    "app.locked": locked,
  },
  confirmed: { enrol: confirmCode, restore: restoreKept },
};

const look = (phone) => ({ title: phone.words("app-name"), look: "exemplar" });

// First start ------------------------------------------------------------------------------------------------------

/** The phone's own question, over the app. */
function allow(phone) {
  const answered = () => beginEnrolment(phone, "activation", "app.register");
  return dialogScreen(phone, phone.words("allow-title"), phone.words("allow-text"), [
    ["dont-allow", answered],
    ["allow", () => (phone.emit("notifications-allowed"), answered())],
  ]);
}

function beginRecovery(phone) {
  beginEnrolment(phone, "recovery", "app.recovery-info");
}

/** Android, after its data was cleared. */
function first(phone) {
  return screen(
    phone,
    look(phone),
    text(phone.words("first-text"), "lead"),
    list(
      null,
      row(phone, "restore-configuration", () => beginRecovery(phone), { picture: "key" }),
      row(phone, "register", () => beginEnrolment(phone, "activation", "app.register", true), { picture: "lock" }),
      row(phone, "to-login", () => phone.go("app.login"), { label: phone.words("log-in") }),
    ),
  );
}

// Activation -------------------------------------------------------------------------------------------------------

function register(phone) {
  const { enrol } = phone.state;
  const choose = () => ((enrol.chosen = true), phone.set(), phone.emit("register-chosen"));
  return screen(
    phone,
    look(phone),
    text(phone.words("register-text"), "lead"),
    h("div", { class: "choice-list" }, choice(phone, "register", choose, { chosen: enrol.chosen })),
    notice(keptText(phone, enrol.notice)),
    go(phone, "continue", () => (enrol.chosen ? askCredentials(phone) : complain(phone, "choose-register"))),
    control(phone, "to-login", () => phone.root("app.login"), { label: phone.words("only-log-in"), class: "plain" }),
  );
}

function advance(phone, id) {
  phone.state.enrol.notice = null;
  phone.go(id);
}

function askCredentials(phone) {
  advance(phone, "app.credentials");
  phone.emit("credentials-asked");
}

function complain(phone, key) {
  phone.state.enrol.notice = { key: `phone.${key}` };
  phone.set();
  phone.say(phone.words(key));
}

function credentials(phone) {
  const { enrol, login } = phone.state;
  const recovery = enrol.kind === "recovery";
  const name = recovery ? "start-recovery" : "continue";
  return screen(
    phone,
    look(phone),
    ...personaChoice(phone),
    notice(keptText(phone, login.notice ?? enrol.notice)),
    go(phone, name, () => credentialsGiven(phone)),
  );
}

async function credentialsGiven(phone) {
  if (!personaChosen(phone)) return;
  await phone.attempt(async () => {
    await phone.ctx.session();
    phone.emit("credentials-given");
    if (phone.state.enrol.kind === "recovery") await requestCode(phone);
    else advance(phone, "app.number");
  }, refusedOn(phone));
}

function number(phone) {
  const { enrol } = phone.state;
  const ios = phone.system === "ios";
  const known = phone.sandbox?.number;
  const shown = known?.display ?? known?.masked ?? "";
  const choose = () => {
    enrol.chosenNumber = true;
    phone.set();
    phone.emit("number-chosen");
    return ios ? sendCode(phone) : undefined;
  };
  return screen(
    phone,
    look(phone),
    text(phone.words("number-text"), "lead"),
    h(
      "div",
      { class: "choice-list" },
      choice(phone, "phone-number", choose, { label: shown, chosen: ios ? null : enrol.chosenNumber }),
      control(phone, "add-number", () => complain(phone, "only-training-number"), { class: "plain" }),
    ),
    notice(keptText(phone, enrol.notice)),
    !ios && go(phone, "get-code", () => (enrol.chosenNumber ? sendCode(phone) : complain(phone, "choose-number"))),
  );
}

function sendCode(phone) {
  return phone.attempt(() => requestCode(phone), refusedOn(phone));
}

async function requestCode(phone) {
  const { enrol } = phone.state;
  enrol.sent = await phone.ctx.api.post(`/sandboxes/${phone.sandbox.id}/phones/${phone.id}/activation`, {
    kind: enrol.kind,
  });
  advance(phone, "app.activation");
  phone.emit("code-requested");
  void phone.inbox.pull();
}

function refusedOn(phone) {
  return (problem) => ((phone.state.enrol.notice = { refusal: problem }), phone.set());
}

/** Where the product's own screens are known: activation and recovery on Android. */
function isKnown(phone) {
  return phone.hasPin && phone.state.enrol.kind !== "migration";
}

function enterCode(phone) {
  const { enrol } = phone.state;
  const name = enrol.kind === "recovery" ? "submit" : "activate";
  return screen(
    phone,
    { ...look(phone), own: !isKnown(phone) },
    text(phone.words("activation-text")),
    notice(keptText(phone, enrol.notice)),
    form(
      phone,
      name,
      field(phone, {
        name: "activation-code",
        label: phone.words("activation-code"),
        value: enrol.code,
        room: CODE_LENGTH,
        letters: true,
        carries: "activation-code",
        input: (code) => ((enrol.code = code), told(phone)),
      }),
      phone.hasPin &&
        field(phone, {
          name: "pin",
          label: phone.words(enrol.kind === "recovery" ? "app-pin" : "create-pin"),
          hint: phone.words("pin-length"),
          value: enrol.pin,
          room: PIN_MOST,
          secret: true,
          input: (pin) => ((enrol.pin = pin), told(phone)),
        }),
    ),
    phone.hasPin && enrol.kind === "recovery" && fingerprint(phone),
    go(phone, name, () => submit(phone)),
  );
}

/** What is complete of the two. */
function told(phone) {
  const { code, pin } = phone.state.enrol;
  if (code.length === CODE_LENGTH) phone.emit("activation-code-typed");
  if (isPin(pin)) phone.emit("pin-chosen");
}

const isPin = ({ length }) => length >= PIN_LEAST && length <= PIN_MOST;

/** The other way to say that it is oneself: what the PIN was, it stays. */
function fingerprint(phone) {
  const give = () => ((phone.state.enrol.pin = phone.state.pin), submit(phone));
  return control(phone, "fingerprint", give, { label: phone.words("use-fingerprint"), class: "second" });
}

function submit(phone) {
  const { enrol } = phone.state;
  if (enrol.code.length !== CODE_LENGTH) return phone.fault("activation-code", phone.words("code-missing"));
  if (!phone.hasPin) return phone.confirm("enrol");
  if (!isPin(enrol.pin)) return phone.fault("pin", phone.words("pin-length"));
  return confirmCode(phone);
}

async function confirmCode(phone) {
  const { enrol } = phone.state;
  await phone.attempt(
    async () => {
      const body = { code: enrol.code };
      const { device } = await phone.ctx.api.post(
        `/sandboxes/${phone.sandbox.id}/phones/${phone.id}/activation/confirmation`,
        body,
      );
      keyring.adopt(phone, device);
      if (enrol.pin) phone.state.pin = enrol.pin;
      settle(phone);
    },
    (problem) => codeRefused(phone, problem),
  );
}

/** A wrong code can be typed again; where it is over, one is back where another can be requested. */
function codeRefused(phone, problem) {
  const { reason, attempts_left: left } = problem;
  const { enrol } = phone.state;
  const isOver = OVER.has(reason) || left === 0;
  const isWrong = reason === "wrong-response";
  enrol.notice = { refusal: problem, part: "detail" };
  if (isOver || isWrong) enrol.code = "";
  if (isOver) phone.back();
  else phone.set();
  if (isOver || isWrong) phone.emit(isOver ? "code-over" : "code-refused");
}

function settle(phone) {
  const { enrol } = phone.state;
  Object.assign(phone.state, { key: "active", pinFailures: 0, first: false });
  for (const each of phone.inbox.texts) each.code = null; // used up: there is nothing to carry anywhere anymore
  phone.root("app.enrolled");
  phone.say(phone.words(`enrolled-${enrol.kind}`));
  phone.emit(TOLD[enrol.kind]);
}

function enrolled(phone) {
  const { kind } = phone.state.enrol;
  const own = !isKnown(phone) && kind !== "recovery";
  const done = () => {
    phone.state.enrol = freshEnrol();
    phone.root(entrance(phone));
    phone.emit("enrolment-done");
  };
  return screen(
    phone,
    { ...look(phone), left: h("span"), own },
    ending(true, phone.words(`enrolled-${kind}`), phone.words("enrolled-text")),
    go(phone, "done", done, { label: phone.words("done-capitals") }),
  );
}

// Recovery ---------------------------------------------------------------------------------------------------------

/** iOS, after the app was installed again: the phone has kept the key. */
function restore(phone) {
  return dialogScreen(phone, phone.words("restore-title"), phone.words("restore-text"), [
    ["no", () => refuseRestore(phone)],
    ["yes", () => (phone.emit("restore-accepted"), phone.confirm("restore"))],
  ]);
}

/** The app asks again when it is next opened. */
function refuseRestore(phone) {
  delete phone.state.stacks.app;
  phone.home();
}

function restoreKept(phone) {
  phone.state.enrol = freshEnrol("recovery");
  settle(phone);
}

function recoveryInfo(phone) {
  return screen(
    phone,
    { ...look(phone), title: phone.words("restore-configuration") },
    text(phone.words("recovery-text"), "lead"),
    text(phone.words("recovery-needs")),
    go(phone, "continue", () => askCredentials(phone)),
  );
}

function locked(phone) {
  return screen(
    phone,
    { ...look(phone), left: h("span") },
    ending(false, phone.words("locked-title"), phone.words("locked-text")),
    go(phone, "restore-configuration", () => beginRecovery(phone)),
  );
}

// Migration --------------------------------------------------------------------------------------------------------

function migrate(phone) {
  return screen(
    phone,
    { ...look(phone), title: phone.words("migrate-key"), own: phone.hasPin },
    text(phone.words("migrate-text"), "lead"),
    notice(keptText(phone, phone.state.enrol.notice)),
    go(phone, "migrate-key", () => sendCode(phone)),
  );
}

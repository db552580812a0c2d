// Joining a class: the code, a nickname to accept or change, the language.

import { one } from "../sure.js";
import { api, payload, place, tried, words } from "./common.js";

const form = /** @type {HTMLFormElement} */ (place("join"));
const field = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
const submitting = one(form, "button", HTMLButtonElement);
const trouble = place("trouble");

if (!field("nickname").value) field("nickname").value = suggestion();
(field("code").value ? submitting : field("code")).focus({ preventScroll: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void submit();
});

function suggestion() {
  const { suggested } = payload;
  const name = suggested[Math.floor(Math.random() * suggested.length)];
  return `${name} ${10 + Math.floor(Math.random() * 90)}`;
}

async function submit() {
  const code = field("code").value.replace(/[^a-z0-9]/gi, "");
  if (code.length !== 6) return refuse("code", words("join.code-short"));
  if (!field("nickname").value.trim()) return refuse("nickname", words("join.nickname-missing"));
  submitting.disabled = true;
  trouble.textContent = words("join.going");
  await tried(() => join(code));
  submitting.disabled = false;
}

async function join(code) {
  const language = new FormData(form).get("language");
  const joined = await api.post(`/classes/${encodeURIComponent(code)}/participants`, {
    nickname: field("nickname").value,
    language,
    keep: "cookie",
  });
  location.assign(payload.seat.replace(/^\/[^/]+/, `/${language}`).replace("ID", joined.id));
}

function refuse(name, text) {
  trouble.textContent = text;
  field(name).focus();
}

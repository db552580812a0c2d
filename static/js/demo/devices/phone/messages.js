// Messages: one correspondent, since a training number gets nothing else.

import { h } from "../../dom.js";
import { list, row, screen, text } from "./parts.js";
import { timeOf } from "./world.js";

export const messages = {
  screens: { "messages.list": conversations, "messages.thread": thread },
  /** Of each kind of code the newest that came, once it was read: an older one is no longer valid. */
  shows: (phone) => ({ code: newest(phone, /^\d+$/), "activation-code": newest(phone, /[A-Z]/) }),
};

function newest({ inbox }, form) {
  const text = inbox.texts.find(({ code }) => form.test(code ?? ""));
  return text?.read ? text.code : null;
}

function conversations(phone) {
  const [newest] = phone.inbox.texts;
  const unread = phone.inbox.texts.some((each) => !each.read);
  const open = () => (phone.go("messages.thread"), phone.inbox.read());
  return screen(
    phone,
    { title: phone.words("messages") },
    newest
      ? list(
          null,
          row(phone, "thread", open, {
            label: phone.words("sender"),
            value: sentAt(newest),
            picture: "message",
            strong: unread,
          }),
        )
      : text(phone.words("no-messages")),
    !phone.connected && text(phone.words("messages-wait"), "soft"),
  );
}

function thread(phone) {
  const all = [...phone.inbox.texts].reverse();
  return screen(
    phone,
    { title: phone.words("sender") },
    h(
      "ol",
      { class: "thread" },
      ...all.map((each, place) =>
        h(
          "li",
          { class: place === all.length - 1 ? "bubble bubble-new" : "bubble" },
          h("span", { class: "bubble-text", text: each.text }),
          h("time", { class: "bubble-time", datetime: each.at, text: sentAt(each) }),
        ),
      ),
    ),
  );
}

function sentAt({ at }) {
  return timeOf(Date.parse(at));
}

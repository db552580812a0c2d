// On a phone no other phone is needed: this one becomes the device, as large as its screen, until one goes back.

import { button, h, Voice } from "../dom.js";

/** Have `device` fill the screen. Esc, the system's own way back, and a button lead to the practice again. @param {Engine} engine @param {Device} device */
export function fillScreen(engine, device) {
  const { words } = engine;
  const place = h("span", { hidden: true });
  const voice = new Voice();
  const line = h("p", { class: "full-line" });
  const back = button(words("full.back"), () => dialog.close(), { class: "full-back", focus: "full.back" });
  const { element } = device;
  const label = element.getAttribute("aria-label");
  const dialog = h(
    "dialog",
    { class: "practice-app full full-room", "aria-label": label, on: { close: () => leave() } },
    h("div", { class: "full-bar" }, back, line, voice.element),
  );

  const needed = () => engine.devices.get(engine.step?.solve[0]?.device ?? "");
  const tell = () => {
    const { step } = engine;
    const due = needed() ?? device;
    const isElsewhere = due !== device;
    if (!step) line.textContent = words("guide.finished");
    else line.textContent = isElsewhere ? words("full.next", { device: due.ctx.title }) : step.title;
    back.classList.toggle("primary", !step || isElsewhere);
  };
  const heard = ({ type }) => {
    if (type === "engine.playing") element.inert = Boolean(engine.turns.playing);
    if (type !== "engine.step") return;
    tell();
    voice.say(line.textContent);
  };
  const silence = engine.bus.listen(heard);
  const leave = () => {
    silence();
    element.inert = false;
    place.replaceWith(element);
    dialog.remove();
    engine.bus.emit("full.left");
    (needed() ?? device).focus();
  };

  tell();
  element.replaceWith(place);
  dialog.append(element);
  document.body.append(dialog);
  dialog.showModal();
  device.focus({ preventScroll: true });
}

// The phone's pictures: drawn here, nobody's.

import { s } from "../../dom.js";

const PATHS = {
  back: "M15 4 7 12l8 8",
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  close: "M6 6l12 12M18 6 6 18",
  next: "M9 5l7 7-7 7",
  message: "M4 5h16v11H10l-5 4v-4H4z",
  phone: "M6 3h4l2 5-2.5 2a12 12 0 0 0 4.5 4.5L16 12l5 2v4a2 2 0 0 1-2 2A15 15 0 0 1 4 5a2 2 0 0 1 2-2z",
  settings: "M4 7h9m5 0h2M4 12h3m5 0h8M4 17h7m5 0h4M15 5v4M9 10v4M13 15v4",
  shop: "M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0",
  key: "M14 10a4 4 0 1 0-3 3l2 2h2v2h2v2h3v-3l-6-6zM8 9h.01",
  chart: "M4 19h16M7 15l4-5 3 3 5-7",
  plane: "M12 3c1 0 1.5 1 1.5 2.5V9l7 4v2l-7-2v4l2 2v1l-3.5-1-3.5 1v-1l2-2v-4l-7 2v-2l7-4V5.5C10.5 4 11 3 12 3z",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  power: "M12 3v9M7 6a8 8 0 1 0 10 0",
  face: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9v2M15 9v2M9 15c2 1.5 4 1.5 6 0M12 9v4h-1",
  finger:
    "M7 19c1.5-3 1-6 1-8a4 4 0 0 1 8 0c0 3 0 6-1 9M12 11c0 4 0 6-1.5 9M5 14c.5-2 0-4 .5-5a7 7 0 0 1 13 0c.5 2 .5 5 0 7",
  erase: "M9 5h11v14H9l-6-7zM12 9l5 6M17 9l-5 6",
  sound: "M4 9h4l5-4v14l-5-4H4zM16 9c1.5 2 1.5 4 0 6",
  mute: "M4 9h4l5-4v14l-5-4H4zM16 9l5 6M21 9l-5 6",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  return s(
    "svg",
    { viewBox: "0 0 24 24", class: "phone-icon", "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}

/** Bars of the signal, or a plane, or none. @param {"full" | "none" | "airplane"} kind */
export function signal(kind) {
  if (kind === "airplane") return icon("plane");
  const bars = [5, 8, 11, 14].map((height, place) =>
    s("rect", { x: 2 + place * 5, y: 18 - height, width: 3.5, height, rx: 1, class: kind === "full" ? "on" : "off" }),
  );
  const cross = kind === "none" && s("path", { d: "M3 4l7 7M10 4l-7 7", class: "cross" });
  return s(
    "svg",
    { viewBox: "0 0 24 20", class: "phone-signal", "aria-hidden": "true", focusable: "false" },
    ...bars,
    cross,
  );
}

// A phone alone on a page, with everything that the practice would give it played by this script.

import { Bus } from "/js/demo/events.js";
import { Clock } from "/js/demo/time.js";
import { create } from "/js/demo/devices/phone.js";
import { Voice } from "/js/demo/dom.js";
import { createWords } from "/js/demo/words.js";

const KEY = "d7df6b5749cca748bf903a212d33b520206ac176e250b6552816399e7145ae24";
const PUSH_KEY = "bdc80e7cf96b0d91b1d2853bd345841cb2beece30167f469989d9d1caf2e4947";
const SUITE = "OCRA-1:HOTP-SHA256-8:QN06-T1M";

class Refusal extends Error {
  constructor(body) {
    super(body.title);
    this.body = body;
    this.reason = body.reason;
  }
}

/** Put a phone on the page. `world` is the phone's entry in a scenario; `site` answers as the API would. */
window.stage = ({ strings, language, clips, world = {}, system = "ios", variant = null, method = "phone", faults = ["airplane", "no-coverage", "phone-lost"] }) => {
  document.documentElement.lang = language;
  const bus = new Bus();
  const clock = new Clock();
  clock.sync("2026-11-24T13:07:00.000Z", 0);
  const site = { calls: [], answers: {}, messages: [], contents: {}, kept: 0 };
  const words = createWords(strings, language);
  let sandbox = null;
  const open = async () =>
    (sandbox ??= {
      id: "box",
      expires_at: "2026-11-25T13:07:00Z",
      user: { name: "amira-practice" },
      devices: ["active", undefined].includes(world.app)
        ? [{ id: "authenticator", kind: "phone", phone: "phone", system, suite: SUITE, key: KEY, push_key: PUSH_KEY }]
        : [],
      phones: [{ id: "phone", system, app: world.app ?? "active" }],
      faults: Object.fromEntries(faults.map((each) => [each, false])),
      number: { display: "+1 202-555-0173", masked: "+1 202-555-01••", state: "active" },
    });
  const ask = async (method, path, body) => {
    site.calls.push(`${method} ${path}`);
    const given = site.answers[`${method} ${path}`]; // as it was when the phone asked
    await fetch(`/api/v1${path}`).catch(() => {
      throw new Refusal({ reason: "offline", title: "offline" });
    });
    if (path.includes("/messages?after=")) {
      const after = Number(path.split("=")[1]);
      const due = site.nextAt && clock.now() >= Date.parse(site.nextAt);
      if (due) site.messages.forEach((each) => (each.state = each.kind === "call" ? "ringing" : "delivered"));
      return { messages: site.messages.filter((each) => each.n > after), next_at: due ? undefined : site.nextAt };
    }
    const message = /\/messages\/(\d+)/.exec(path);
    if (message) return site.contents[message[1]];
    const answer = typeof given === "function" ? given(body) : given;
    if (!answer) throw new Error(`nobody answers ${method} ${path}`);
    if (answer.reason) throw new Refusal(answer);
    return answer;
  };
  const ctx = {
    id: "phone", title: "Phone", words, clock, voice: new Voice(),
    scenario: {
      id: "test", method, methods: [method], clips, faults,
      world: { phones: [{ id: "phone", system, ...world }] },
      platforms: [{ id: "client-portal", title: "Client Portal" }],
      personas: [{ id: "amira", name: "Amira K.", user: "amira-practice" }, { id: "bruno", name: "Bruno L.", user: "bruno-practice" }],
    },
    api: { language, get: (path) => ask("GET", path), post: (path, body) => ask("POST", path, body) },
    platform: () => "client-portal",
    variant: () => variant,
    passUntil: async (moment) => clock.sync(moment),
    isHere: () => true,
    setFault: async (name, on) => {
      sandbox.faults[name] = on;
      bus.emit(on ? "fault.on" : "fault.off", { fault: name });
    },
    session: open,
    sandbox: () => sandbox,
    persona: () => ({ id: "amira", name: "Amira K.", user: "amira-practice" }),
    become: async () => open(),
    waitingLogin: () => null,
    listen: (listener) => bus.listen(listener),
    emit: (type, data) => bus.emit(type, data),
    // As the engine does; what could not be sent is kept where a test can do it again.
    attempt: async (act) => {
      try {
        await act();
      } catch (problem) {
        if (!problem.body) throw problem;
        bus.emit("problem", problem);
      }
    },
    later: (act) => (site.later = act),
    changed: () => (site.kept += 1),
  };
  const phone = create(ctx);
  const told = [];
  bus.listen((event) => told.push(event.type));
  document.getElementById("room").replaceChildren(phone.element);
  phone.restore(null);
  Object.assign(window, { phone, site, told, bus, clock, open, setFault: ctx.setFault, forget: () => (sandbox = null), sandbox: () => sandbox });
};
window.ready = true;

// An event of the verifier reaches the page twice: a device tells it when its answer comes, and the log tells it to
// every browser. Whichever comes first counts.

// `card` and `phone` are not here: those are events of the devices, which the log does not know.
const SUBJECTS = new Set(["challenge", "response", "login", "authenticator", "message", "call", "push", "number", "sms", "fault", "clock", "passcode", "online-card", "device", "account"]);

export class Once {
  /** @type {Map<string, {here: number, log: number}>} how often each was told from either side */
  #told = new Map();

  /**
   * Whether this is news. The n-th time from one side is news unless the other side has told it n times already.
   *
   * @param {"here" | "log"} side @param {string} type @param {any} data
   */
  isNews(side, type, { login, message, fault } = {}) {
    if (!SUBJECTS.has(type.split(".")[0])) return true;
    const key = [type, login ?? message ?? fault ?? ""].join(" ");
    const counts = this.#told.get(key) ?? { here: 0, log: 0 };
    this.#told.set(key, counts);
    counts[side] += 1;
    return counts[side] > counts[side === "here" ? "log" : "here"];
  }

  forget() {
    this.#told.clear();
  }
}

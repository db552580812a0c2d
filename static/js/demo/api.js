// The verifier's JSON API (/api/v1/), the only thing that devices and windows talk to.

const ROOT = "/api/v1";

/** A refusal as the API describes it (RFC 9457), or that it could not be reached (`reason` "offline"). */
export class Problem extends Error {
  name = "Problem";

  /** @param {Refusal} body */
  constructor(body) {
    super(body.title);
    this.body = body;
    this.reason = body.reason;
  }
}

export class Api {
  root = ROOT;
  /** @type {string | null} the key to the sandbox, where the browser keeps no cookies */
  token = null;
  /** Whether the site has let this page into its sandbox. */
  isLetIn = false;
  /** @type {Record<string, any> | null} what was sent last, until its answer has been told */
  sent = null;

  /**
   * @param {object} options
   * @param {string} options.language
   * @param {(now: string, rate?: number) => void} options.onNow  called with the sandbox's time in every answer
   * @param {{title: string, detail: string}} options.offline  what to say when the site cannot be reached
   * @param {(refusal: Refusal) => Promise<void>} [options.onRefused]  waited for before a refusal is told: what led to it
   *   comes first
   */
  constructor({ language, onNow, offline, onRefused = async () => {} }) {
    this.language = language;
    this.onNow = onNow;
    this.offline = offline;
    this.onRefused = onRefused;
  }

  get(path) {
    return this.#ask("GET", path);
  }

  async post(path, body = {}) {
    this.sent = body;
    try {
      return await this.#ask("POST", path, body);
    } finally {
      if (this.sent === body) this.sent = null;
    }
  }

  delete(path) {
    return this.#ask("DELETE", path);
  }

  /**
   * What some need and most do not, fetched when it is needed. Throws the Problem "offline" where it does not come.
   *
   * @template Module @param {() => Promise<Module>} load @returns {Promise<Module>}
   */
  async fetched(load) {
    try {
      return await load();
    } catch (problem) {
      console.warn(problem);
      throw new Problem({ ...this.offline, reason: "offline" });
    }
  }

  async #ask(method, path, body) {
    const answer = await this.#fetch(method, path, body);
    const json = await answer.json().catch(() => null);
    if (json?.now) this.onNow(json.now, json.clock?.rate);
    if (answer.status === 204) return null;
    if (answer.ok && json) return this.#letIn(path, json);
    if (json?.reason && method === "POST") await this.onRefused(json).catch(() => {}); // the refusal itself says more
    throw new Problem(json?.reason ? json : { ...this.offline, reason: "offline", status: answer.status });
  }

  /** A sandbox is opened without a key; whatever else is answered was asked with one. */
  #letIn(path, json) {
    if (path !== "/sandboxes") this.isLetIn = true;
    return json;
  }

  async #fetch(method, path, body) {
    const headers = { "Accept-Language": this.language, Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    try {
      return await fetch(ROOT + path, {
        method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        body: body && JSON.stringify(body),
      });
    } catch {
      throw new Problem({ ...this.offline, reason: "offline" });
    }
  }
}

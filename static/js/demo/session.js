// The sandbox behind a practice: opened when first needed, taken up again later, given up on reset.

export class Session {
  #opening = null;
  #login = null;

  /**
   * @param {object} options
   * @param {Api} options.api
   * @param {any} options.scenario
   * @param {string} options.language
   * @param {() => string} options.platform
   * @param {() => string | null} options.variant
   * @param {() => string | null} options.step
   * @param {(data: any) => void} options.onOpen  called with every new sandbox
   */
  constructor(options) {
    Object.assign(this, options);
    this.persona = this.scenario.personas[0];
    /** @type {{id: string, expires_at: string, user: any, devices: any[], phones?: any[], number?: any, faults?: Record<string, boolean>} | null} */
    this.data = null;
  }

  /** The sandbox; the first call opens it. */
  async open() {
    if (this.data) return this.data;
    this.#opening ??= this.#post().finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #post() {
    const { login, ...data } = await this.api.post("/sandboxes", {
      scenario: this.scenario.id,
      platform: this.platform(),
      variant: this.variant() ?? undefined,
      language: this.language,
      step: this.step() ?? undefined,
      persona: this.persona.id,
      keep: "cookie",
    });
    this.#login = login ?? null;
    this.data = data;
    this.onOpen(data);
    return data;
  }

  /** Be the sandbox that was kept; throws the API's problem if it is gone. @returns {Promise<any>} its state */
  async resume(kept) {
    const state = await this.api.get(`/sandboxes/${kept.id}`);
    this.adopt(kept);
    return state;
  }

  /** Be a known sandbox without asking. */
  adopt(data) {
    this.data = data;
    this.#login = null;
    this.persona = this.scenario.personas.find((each) => each.user === data?.user.name) ?? this.scenario.personas[0];
  }

  /** The login that came with the sandbox, given to the first who asks. */
  takeLogin() {
    const login = this.#login;
    this.#login = null;
    return login;
  }

  /** What was handed out for a kind of device when it was enrolled. */
  device(kind) {
    return this.data?.devices.find((each) => each.kind === kind) ?? null;
  }

  leave() {
    this.data = null;
    this.#login = null;
  }
}

// What is the learner's to move: the practice clock, and what is broken.

export class Switches {
  /** @param {{session: Session, api: Api, clock: Clock, tell: (type: string, data?: any) => void, changed: () => void}} options */
  constructor({ session, api, clock, tell, changed }) {
    this.session = session;
    this.api = api;
    this.clock = clock;
    this.tell = tell;
    this.changed = changed;
  }

  /** Whether the learner has broken anything. */
  get isBroken() {
    const { scenario } = this.session;
    return scenario.faults.some((name) => this.session.isFaulty(name) && !this.session.isFaultyFirst(name));
  }

  /** @param {{forward_seconds?: number, rate?: number}} change */
  async moveClock(change) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/clock`, change);
    this.tell("clock.moved");
    this.changed();
  }

  /** Let the practice clock run ahead to a moment, if it is still to come. @param {string} moment ISO 8601 */
  async passUntil(moment) {
    const left = Math.ceil((Date.parse(moment) - this.clock.now()) / 1000);
    if (left > 0) await this.moveClock({ forward_seconds: left });
  }

  async setFault(name, on) {
    const { id } = await this.session.open();
    await this.api.post(`/sandboxes/${id}/faults`, { [name]: on });
    this.session.setFault(name, on);
    this.tell(on ? "fault.on" : "fault.off", { fault: name });
    this.changed();
  }
}

// Client Portal once one is logged in: a side menu, settings, and what is done there. Its pages are in portal/.

import { h } from "../dom.js";
import { Framed } from "./framed.js";
import { confirm, number, verified } from "./portal/number.js";
import { always, box, opted } from "./portal/opt-in.js";
import { home, menu, settings } from "./portal/pages.js";
import { owner, refused, share, shared, sls } from "./portal/share.js";
import { user } from "./window/user.js";

const PAGES = { home, settings, number, confirm, verified, sls, owner, share, shared, refused, box, always, opted };
// What is to be typed in a page.
const ASKED = { confirm: { digits: 6, carries: "code" }, share: { digits: 8, carries: "response" } };

/** @type {PortalState} */
const FRESH = {
  view: "user",
  persona: null,
  menu: false,
  sent: null,
  typed: "",
  notice: null,
  number: null,
  nav: false,
  chosen: false,
  owner: null,
  login: null,
  refusal: null,
  enrolled: false,
};

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Portal(ctx);
}

/** @extends {Framed<PortalState>} */
export class Portal extends Framed {
  kind = "portal";
  events = { typed: "portal.code-typed", changed: "portal.code-changed", unfit: "portal.unfit" };

  constructor(ctx) {
    super(ctx, { look: "device window portal", body: "screen-body portal-body" });
    this.rename();
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { ...FRESH };
  }

  revive() {
    const isAlive = !this.pending || this.left > 0;
    if (!isAlive) this.forget();
    return isAlive;
  }

  /** @returns {Record<string, string>} */
  offers() {
    const { view, login } = this.state;
    return view === "share" && login ? { challenge: login.challenge } : {};
  }

  status() {
    return this.state.view === "user" ? this.words("window.ready") : (this.body.querySelector("h3")?.textContent ?? "");
  }

  // What the pages use ---------------------------------------------------------------------------------------------

  contents() {
    const { view } = this.state;
    if (view === "user") return user(this);
    const page = PAGES[view](this);
    return [
      menu(this),
      h("div", { class: "portal-page" }, ...page, !this.controls.has("start-over") && this.#wayOut()),
    ];
  }

  get asked() {
    return ASKED[this.state.view] ?? null;
  }

  /** What a page waits for an answer to. */
  get pending() {
    return { confirm: this.state.sent, share: this.state.login }[this.state.view] ?? null;
  }

  /** This user has no second factor yet: the portal opens. */
  async logIn() {
    if (!this.state.persona) return this.tell({ key: "window.choose-first" });
    await this.attempt(async () => {
      const { number: known } = await this.ctx.session();
      this.state.number = known ?? null;
      this.open("home");
      this.ctx.emit(this.#isMeant ? "portal.opened" : "portal.other-opened");
    });
  }

  #wayOut() {
    return this.control("start-over", this.words("window.log-out"), () => this.startOver(), { class: "window-link" });
  }

  /** Where user names belong to one person, it matters which of them asks: the first. */
  get #isMeant() {
    const [first] = this.ctx.scenario.personas;
    return !first.person || this.state.persona === first.id;
  }

  /** Log out, and begin again with this user name or another. */
  forget() {
    Object.assign(this.state, { ...FRESH, persona: this.state.persona });
  }

  /** A confirmation or challenge that has run out takes one back to asking for another. */
  expire() {
    this.open(this.state.view === "confirm" ? "number" : "owner", { sent: null, login: null, typed: "" });
    this.tell({ key: "portal.code-expired" });
    this.ctx.emit("portal.code-expired");
  }
}

// The online security code card on paper: 224 numbered cells. A login asks for two of them by number.

import { h } from "../dom.js";
import { dateAndTime } from "../time.js";
import { Paper } from "./paper.js";

const KIND = "online-card";

/** @param {DeviceContext} ctx @returns {Device} */
export function create(ctx) {
  return new Sheet(ctx);
}

/** `asked` are the two cells that the login asks for now. @extends {Paper<{asked: string[] | null}>} */
class Sheet extends Paper {
  kind = "code-sheet";

  constructor(ctx) {
    super(ctx);
    this.rename();
    ctx.listen((event) => this.#heard(event));
  }

  // What the engine asks of every device ---------------------------------------------------------------------------

  fresh() {
    return { asked: null };
  }

  /** @returns {Record<string, string>} */
  offers() {
    const cells = this.#cells;
    const { asked } = this.state;
    return cells && asked ? { cells: asked.map((index) => cells[Number(index) - 1]).join(" ") } : {};
  }

  status() {
    return this.ctx.words(this.#cells ? "sheet.printed" : "sheet.nothing-short");
  }

  // Its own --------------------------------------------------------------------------------------------------------

  get #cells() {
    return this.ctx.device(KIND)?.cells ?? null;
  }

  #heard({ type, data }) {
    if (type === "window.cells-asked") this.state.asked = data.challenge;
    else if (type === "response.accepted" || type === "window.started-over") this.state.asked = null;
    else if (type !== "online-card.issued") return;
    this.draw();
  }

  contents() {
    const { words } = this;
    const cells = this.#cells;
    return [
      h("h3", { class: "paper-title", text: words("window.device-online-card") }),
      cells
        ? h("p", {
            class: "paper-text",
            text: words("sheet.until", { when: dateAndTime(this.ctx.device(KIND)?.valid_until ?? "") }),
          })
        : h("p", { class: "paper-text", text: words("sheet.nothing") }),
      cells && this.#grid(cells),
    ];
  }

  #grid(cells) {
    const label = this.ctx.words("window.device-online-card");
    return h(
      "ol",
      { class: "sheet-cells", tabindex: "0", "aria-label": label, focus: `${this.id}.cells` },
      ...cells.map((cell, place) => h("li", { "data-cell": place + 1, text: cell })),
    );
  }
}

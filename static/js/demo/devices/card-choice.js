// Where user names share cards, several lie on the table: which one is in the hand.

import { h, keepingFocus, refill, segmented } from "../dom.js";
import { known } from "../../sure.js";

const KIND = "security-card";

/** Every card that was handed out, with the training user whose it is. @param {DeviceContext} ctx */
function cards({ sandbox, scenario }) {
  const box = sandbox();
  if (!box) return [];
  const byUser = new Map(scenario.personas.map((each) => [each.user, each]));
  return [box, ...(box.others ?? [])].flatMap(({ user, devices }) =>
    devices
      .filter(({ kind, shared }) => kind === KIND && !shared)
      .map(({ id }) => ({ id, persona: known(byUser, user.name) })),
  );
}

/**
 * @param {DeviceContext} ctx
 * @param {{held: () => any, take: (user: string) => void}} hand  what it holds now, and how it takes the card of another
 */
export function cardChoice(ctx, { held, take }) {
  const element = h("div", { class: "card-choice", hidden: true });
  const shared = ctx.scenario.personas.some(({ person }) => person);
  let shown = "";
  const show = () => {
    const all = shared ? cards(ctx) : [];
    element.hidden = all.length < 2;
    const options = all.map(({ id, persona }) => ({ id: persona.id, title: persona.name, chosen: id === held()?.id }));
    const drawn = JSON.stringify(options);
    if (element.hidden || drawn === shown) return; // a button that is replaced while it is pressed is pressed without effect
    shown = drawn;
    const label = ctx.words("card.whose");
    const users = new Map(all.map(({ persona }) => [persona.id, persona.user]));
    const choose = (id) => take(known(users, id));
    keepingFocus(element, () =>
      refill(
        element,
        h("p", { class: "card-choice-label", "aria-hidden": "true", text: label }),
        segmented(label, options, choose, `${ctx.id}.of`),
      ),
    );
  };
  return { element, show };
}

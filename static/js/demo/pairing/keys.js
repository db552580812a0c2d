// The keys that belong to one device of the page, as they were handed out to this browser.

const CARD = "security-card";

/** Which kinds of device can be on a phone of one's own, and how the events begin that they tell of themselves. */
export const TELLS = { [CARD]: "card.", phone: "phone." };

/**
 * What goes along with a device. Where user names share cards, several lie on the table: each with its user name.
 *
 * @param {Session} session @param {{id: string, kind: string}} device @returns {(Enrolled & {user?: string})[]}
 */
export function keysOf({ data }, { id, kind }) {
  if (!data) return [];
  const { user, devices, others = [] } = data;
  if (kind !== CARD) return devices.filter((each) => isOn(each, id));
  return [{ user, devices }, ...others].flatMap((each) =>
    each.devices.filter((one) => one.kind === CARD && !one.shared).map((one) => ({ ...one, user: each.user.name })),
  );
}

/** The same as a sandbox has them: the training user's own, and the others'. @param {(Enrolled & {user?: string})[]} keys @param {{name: string}} user */
export function dealt(keys, user) {
  const names = [...new Set(keys.map((each) => each.user ?? user.name))];
  const of = (name) => keys.filter((each) => (each.user ?? user.name) === name);
  const others = names.filter((name) => name !== user.name).map((name) => ({ user: { name }, devices: of(name) }));
  return { devices: of(user.name), others };
}

/** The device came back with other keys than it went with: an activation gave it those. */
export function takeKeys(session, { id, kind }, keys) {
  if (kind === CARD || !keys) return;
  session.data.devices = [...session.data.devices.filter((each) => !isOn(each, id)), ...keys];
}

/** @param {Enrolled} device @param {string} id */
function isOn({ kind, phone }, id) {
  return kind === "phone" && phone === id;
}

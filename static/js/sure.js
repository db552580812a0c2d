// What has to be there: given as what it is, or an error that names what is missing. So nobody goes on with nothing.

/**
 * The element that a page, or what was drawn a moment ago, has at this place; of this `kind` if one is asked for.
 *
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} root @param {string} selector @param {new () => Found} [kind]
 * @returns {Found}
 */
export function one(root, selector, kind) {
  const found = root.querySelector(selector);
  if (!found || (kind && !(found instanceof kind))) throw new Error(`there is no ${selector}`);
  return /** @type {Found} */ (found);
}

/**
 * What is kept under a name that a scenario gives, and scenarios are checked before they are served.
 *
 * @template Kept
 * @param {ReadonlyMap<string, Kept>} map @param {string} name
 * @returns {Kept}
 */
export function known(map, name) {
  const kept = map.get(name);
  if (kept === undefined) throw new RangeError(`there is nothing called ${name}`);
  return kept;
}

/**
 * What is there at this moment by the order of things: a login while it is answered, a sandbox once it is open.
 *
 * @template Given
 * @param {Given | null | undefined} value @param {string} what
 * @returns {Given}
 */
export function given(value, what) {
  if (value === null || value === undefined) throw new TypeError(`there is no ${what}`);
  return value;
}

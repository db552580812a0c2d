// Which module draws which kind of device. Each is fetched only when a scenario has one.

/**
 * @typedef {object} DeviceContext  what the engine gives a device
 * @property {string} id
 * @property {string} title
 * @property {Words} words
 * @property {Clock} clock
 * @property {Api} api
 * @property {Voice} voice  its live region, to be placed inside its element
 * @property {any} scenario
 * @property {() => string} platform  the id of the platform in use
 * @property {(id: string) => void} setPlatform
 * @property {() => string | null} variant  the id of the variant in use, if the scenario has any
 * @property {() => Promise<any>} session  the sandbox, opened when first asked for
 * @property {() => any} sandbox  the same if it is open already, else null; nothing is asked
 * @property {(kind: string, user?: string | null) => any} device  what was handed out at enrolment for that kind, to that
 *   user name if one is given, once there is a sandbox
 * @property {() => any} persona  the training user that a sandbox is, or would be, opened for
 * @property {() => any} waitingLogin  the login that came with the sandbox, once
 * @property {(persona: any) => Promise<boolean>} become  be another training user; false while the site cannot be reached
 * @property {(type: string, data?: any) => void} emit
 * @property {(listener: (event: PracticeEvent) => void) => () => void} listen  to all that happens, at the verifier too
 * @property {(act: () => any) => Promise<void>} attempt  do something at the site; the guide explains a refusal, and what could not be sent is kept
 * @property {(act: (() => any) | null) => void} later  do this when the line is back, in the place of what it did before; null: not any more
 * @property {(name: string, on: boolean) => Promise<void>} setFault
 * @property {(moment: string) => Promise<void>} passUntil  let the practice clock run ahead to a moment
 * @property {() => void} changed  the device's state is to be kept
 * @property {() => boolean} isHere  false while it is on the learner's own phone, where another page draws it
 *
 * @typedef {object} Move  one thing that a hand would do
 * @property {string} label  in words
 * @property {Element | string} target  where to look: an element, or the name under which focus finds it
 * @property {() => any} run
 *
 * @typedef {object} Device
 * @property {string} id
 * @property {string} kind
 * @property {HTMLElement} element
 * @property {() => any} save  plain data from which `restore` makes the same state again
 * @property {(saved: any) => boolean} restore  null is the state at the very beginning; false if it cannot be had any more
 * @property {(name: string) => string | null} read  a value that a person could read off the device
 * @property {() => string | null} wants  the name of the value that it would take over from another device now
 * @property {() => Record<string, string>} offers  the values that another device could take over now
 * @property {(value: string) => void} take
 * @property {() => string | null} [awaits]  the moment until which it makes the learner wait, ISO 8601
 * @property {(action: string, value: string) => Promise<void>} [ready]  come to where a move can be made, or a value read (action "read")
 * @property {(action: string, value: string) => Move[]} moves
 * @property {(options?: FocusOptions) => void} focus
 * @property {() => string} status  what it shows, in a few characters
 * @property {() => void} rename  the platform has changed
 * @property {boolean} [isBusy]  it is in the middle of something, and what it would save is not yet what comes of that
 * @property {boolean} [isAway]  it stands for a device that is on the learner's own phone (pairing/away.js)
 */

const KINDS = {
  "security-card": () => import("./card.js"),
  "login-window": () => import("./window.js"),
  phone: () => import("./phone.js"),
  portal: () => import("./portal.js"),
  "client-services": () => import("./services.js"),
  carrier: () => import("./carrier.js"),
  "code-sheet": () => import("./sheet.js"),
};

/** @param {string} kind @param {DeviceContext} ctx @returns {Promise<Device>} */
export async function createDevice(kind, ctx) {
  const { create } = await KINDS[kind]();
  return create(ctx);
}

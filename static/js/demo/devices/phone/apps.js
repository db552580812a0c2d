// The apps of the phone.
//
// For authors of scenarios. `press:` takes the name of a control, which is the words on it (services, authenticate,
// generate-response, two-factor, send, log-in …), an icon of the home screen (app, messages, calls, settings, shop), `back`,
// `home`, `unlock`, or one of these, which go wherever it is and wait for it:
//   notification  the login request           message   the newest text message, read
//   answer, key.1, hang-up  of a call         persona   choose the training user who is meant, unless one is chosen
//   security      give the security element, whichever the phone has          menu or more   whichever the system has
// `type:` fills the field that waits. Values to read: pin, challenge, response, code. Events of its own (never sent):
//   phone.unlocked  phone.shop-opened  phone.app-chosen  phone.app-installed  phone.app-opened  phone.app-removed  phone.switched-off  phone.rebooted
//   phone.message-arrived  phone.message-read  phone.ringing  phone.call-answered  phone.code-heard  phone.call-ended
//   phone.call-declined  phone.call-missed  phone.call-cut (before the code was read)  phone.offer-postponed
//   phone.notification-opened  phone.request-opened  phone.approved  phone.denied  phone.not-me  phone.request-lapsed
//   phone.services-opened  phone.menu-opened  phone.authenticate  phone.challenge-typed  phone.generate
//   phone.response-shown  phone.response-left  phone.pin-wrong  phone.app-locked
//   phone.credentials-given  phone.second-factor-asked  phone.challenge-shown  phone.answer-typed  phone.code-sent
//   phone.code-typed  phone.voice-asked  phone.signed-in
//   phone.notifications-allowed  phone.register-opened  phone.activation-begun  phone.recovery-begun  phone.migration-begun
//   phone.register-chosen  phone.credentials-asked  phone.persona-chosen  phone.number-chosen  phone.code-requested
//   phone.activation-code-typed  phone.pin-chosen  phone.code-refused  phone.code-over  phone.restore-accepted
//   phone.settings-opened  phone.apps-listed  phone.app-info-opened  phone.storage-opened  phone.power-opened
//   phone.activated  phone.recovered  phone.migrated  phone.enrolment-done  phone.data-cleared
//   phone.trade-opened  phone.debit-card-opened  phone.old-key-detected  phone.app-settings-found
//   phone.app-updated  phone.old-app-opened
// What the trading app learns from the verifier is told as the login window tells it: challenge.issued,
// response.accepted, response.rejected, challenge.expired, login.refused, login.locked.

import { activation } from "./activation.js";
import { authenticate } from "./authenticate.js";
import { calls } from "./call.js";
import { menus } from "./menus.js";
import { merger } from "./merger.js";
import { messages } from "./messages.js";
import { notification } from "./notification.js";
import { settings } from "./settings.js";
import { shop } from "./shop.js";
import { trading } from "./trading.js";

/**
 * @typedef {object} PhoneApp
 * @property {Record<string, (phone: Phone) => Element>} screens  by id; what is before the point is the app
 * @property {Record<string, (phone: Phone) => any>} [confirmed]  what follows once the security element was given, by purpose
 * @property {(phone: Phone) => Record<string, string | null>} [shows]  values that a person could read off it now
 * @property {(phone: Phone) => boolean} [alive]  false if what was kept can no longer be shown
 * @property {(phone: Phone, type: string, data: any) => void} [heard]  an event of the practice
 * @property {(phone: Phone) => void} [tick]
 * @property {(phone: Phone) => void} [stop]  whatever goes on by itself has to end
 */

/** @type {PhoneApp[]} Those first whose values count before the others'. */
export const APPS = [authenticate, trading, calls, messages, notification, menus, activation, merger, settings, shop];

// The apps of the phone.

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
 * @property {Record<string, (phone: Phone) => Element>} screens  by id; what stands before the point is the app
 * @property {Record<string, (phone: Phone) => any>} [confirmed]  what follows once the security element was given, by purpose
 * @property {(phone: Phone) => Record<string, string | null>} [shows]  values that a person could read off it now
 * @property {(phone: Phone) => boolean} [alive]  false if what was kept cannot be shown any more
 * @property {(phone: Phone, type: string, data: any) => void} [heard]  an event of the practice
 * @property {(phone: Phone) => void} [tick]
 * @property {(phone: Phone) => void} [stop]  whatever goes on by itself has to end
 */

/** @type {PhoneApp[]} Those first whose values count before the others'. */
export const APPS = [authenticate, trading, calls, messages, notification, menus, activation, merger, settings, shop];

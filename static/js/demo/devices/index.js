// Which module draws which kind of device. Each is fetched only when a scenario has one.

const KINDS = {
  "security-card": () => import("./card.js"),
  "login-window": () => import("./window.js"),
  phone: () => import("./phone.js"),
  portal: () => import("./portal.js"),
  "client-services": () => import("./services.js"),
  carrier: () => import("./carrier.js"),
  "code-sheet": () => import("./sheet.js"),
  "authenticator-app": () => import("./authenticator.js"),
  passkey: () => import("./passkey.js"),
};

/** @param {string} kind @param {DeviceContext} ctx @returns {Promise<Device>} */
export async function createDevice(kind, ctx) {
  const { create } = await KINDS[kind]();
  return create(ctx);
}

/* The system of the reader's own device, where it is one that articles and practices tell apart. */

/** Its names, the usual one first: "android" and "android-6", "ios"; none on other systems. @returns {string[]} */
export function ownPlatforms() {
  const platform = navigator.userAgentData?.platform ?? "";
  const agent = navigator.userAgent;
  if (platform === "Android" || /Android/.test(agent)) return ["android", ...androidVersion(agent)];
  const isTouchMac = /Macintosh/.test(agent) && navigator.maxTouchPoints > 1; // an iPad says so
  if (/iPhone|iPad|iPod/.test(agent) || isTouchMac) return ["ios"];
  return [];
}

/** @param {string} agent */
function androidVersion(agent) {
  const version = Number(agent.match(/Android (\d+)/)?.[1]);
  if (!version) return ["android-6"];
  return [version < 6 ? "android-5" : "android-6"];
}

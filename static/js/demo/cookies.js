// Whether the browser takes this site's cookies. Some say that they do, and refuse them all the same.

const PROBE = "practice-probe";

export function takesCookies() {
  if (!navigator.cookieEnabled) return false;
  try {
    document.cookie = `${PROBE}=1; SameSite=Strict`;
    const isTaken = document.cookie.includes(`${PROBE}=1`);
    document.cookie = `${PROBE}=; SameSite=Strict; Max-Age=0`;
    return isTaken;
  } catch {
    return false; // in a frame without rights
  }
}

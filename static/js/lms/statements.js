// The statements of a cmi5 page: what they say (cmi5, section 9), without where they go.

const VERBS = "http://adlnet.gov/expapi/verbs/";
const CMI5 = { id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" };
const MOVE_ON = { id: "https://w3id.org/xapi/cmi5/context/categories/moveon" };
const MASTERY = "https://w3id.org/xapi/cmi5/context/extensions/masteryscore";
/**
 * @param {"initialized" | "completed" | "passed" | "terminated"} verb
 * @param {{actor: any, registration: string, activityId: string, data: any}} launch  `data` is what the course keeps as LMS.LaunchData
 * @param {number} ms  since the page was opened
 * @param {number} [scaled]  the score, of those that carry one
 */
export function statement(verb, launch, ms, scaled) {
  const { actor, registration, activityId, data } = launch;
  const template = data.contextTemplate ?? {};
  const activities = template.contextActivities ?? {};
  const moves = verb === "completed" || verb === "passed";
  const extensions = { ...template.extensions };
  if (verb === "passed" && data.masteryScore !== undefined) extensions[MASTERY] = data.masteryScore;
  const category = [...(activities.category ?? []), CMI5, ...(moves ? [MOVE_ON] : [])];
  const made = {
    id: uuid(),
    actor,
    verb: { id: VERBS + verb, display: { "en-US": verb } },
    object: { objectType: "Activity", id: activityId },
    timestamp: new Date().toISOString(),
    context: {
      ...template,
      registration,
      contextActivities: { ...activities, category: unique(category) },
      extensions,
    },
  };
  const duration = `PT${(ms / 1000).toFixed(2)}S`;
  const results = {
    completed: { completion: true, duration },
    passed: { success: true, score: { scaled }, duration },
    terminated: { duration },
  };
  return verb in results ? { ...made, result: results[verb] } : made;
}

function unique(activities) {
  return activities.filter(({ id }, at) => activities.findIndex((each) => each.id === id) === at);
}

/** A random UUID. The browser's own function is there only over https. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The page inside a SCORM package (SCORM 2004, 4th edition). The course serves it; the practice opens in a tab of its own site,
// and this page asks there how far it is, with a key that is for this attempt alone. One plain file: it is put into the package.

(() => {
  const EVERY = 5_000; // ms between two looks
  const DEPTH = 10; // windows around this one in which the course may be (SCORM RTE 3.2.1)

  const main = part(document, "#practice");
  const asked = JSON.parse(main.dataset.asked ?? "{}");
  const { home, practice, language, words } = asked;
  const button = part(main, "button");
  const said = part(main, "[data-said]");
  const results = /** @type {HTMLAnchorElement} */ (part(main, "[data-results]"));

  const course = findCourse();
  const begun = Date.now();
  /** @type {{id: string, token: string, url: string} | null} */
  let attempt = null;
  let isOver = false; // the course has been told, and said goodbye to
  let timer = 0;

  if (course) {
    course.Initialize("");
    attempt = remembered();
    if (get("cmi.completion_status") === "completed") say("finished");
    else if (get("cmi.completion_status") !== "incomplete") set("cmi.completion_status", "incomplete");
  } else {
    say("no-course");
  }
  button.addEventListener("click", open);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && attempt && look());
  if (attempt) void look();

  /** An element of the package's page. @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
  function part(root, selector) {
    const found = root.querySelector(selector);
    if (!(found instanceof HTMLElement)) throw new Error(`there is no ${selector}`);
    return found;
  }

  // The course's side -------------------------------------------------------------------------------------------------

  /** The object by which a course talks: of a window around this one, or around the one that opened it. */
  function findCourse() {
    return around(window) ?? (window.opener ? around(window.opener) : null);
  }

  /** @param {any} place */
  function around(place) {
    try {
      for (let depth = 0; depth < DEPTH; depth += 1) {
        if (place.API_1484_11) return place.API_1484_11;
        if (place.parent === place) return null;
        place = place.parent;
      }
    } catch {
      // A window of another site: the course is not behind it.
    }
    return null;
  }

  function get(name) {
    return String(course.GetValue(name));
  }

  function set(name, value) {
    return String(course.SetValue(name, value)) === "true";
  }

  /** What an earlier visit kept. */
  function remembered() {
    try {
      const kept = JSON.parse(get("cmi.suspend_data"));
      return kept.id && kept.token ? kept : null;
    } catch {
      return null;
    }
  }

  function remember() {
    if (!course || isOver) return;
    set("cmi.suspend_data", JSON.stringify(attempt));
    set("cmi.exit", "suspend");
    course.Commit("");
  }

  function finish(answer) {
    if (!course || isOver) return;
    const wrote = [
      set("cmi.score.scaled", String(answer.score)),
      set("cmi.score.raw", String(answer.finished.length)),
      set("cmi.score.min", "0"),
      set("cmi.score.max", String(answer.chosen.length)),
      set("cmi.success_status", "passed"),
      set("cmi.completion_status", "completed"),
      set("cmi.exit", "normal"),
    ];
    set("cmi.session_time", duration());
    isOver = wrote.every(Boolean) && String(course.Commit("")) === "true";
    say(isOver ? "finished" : "unsaved");
    if (isOver) course.Terminate("");
  }

  function leave() {
    clearInterval(timer);
    if (!course || isOver) return;
    isOver = true;
    set("cmi.session_time", duration());
    course.Commit("");
    course.Terminate("");
  }

  /** Since the page was opened, as ISO 8601 has it. */
  function duration() {
    return `PT${Math.round((Date.now() - begun) / 1000)}S`;
  }

  // The practice's side -----------------------------------------------------------------------------------------------

  async function open() {
    // In the same moment as the press: later the browser would not open it.
    const tab = window.open("about:blank", "_blank");
    if (!tab) return say("blocked");
    try {
      if (!attempt) {
        attempt = await begin();
        remember();
      }
      tab.opener = null;
      tab.location.replace(attempt.url);
      say("opened");
      await look();
    } catch (problem) {
      tab.close();
      say("offline");
      console.warn(problem);
    }
  }

  /** @returns {Promise<{id: string, token: string, url: string}>} */
  function begin() {
    return ask("POST", "/attempts", { scenarios: [practice], language });
  }

  async function look() {
    if (!attempt) return;
    clearInterval(timer);
    timer = window.setInterval(look, EVERY);
    try {
      const answer = await ask("GET", `/attempts/${attempt.id}`);
      results.href = answer.results_url;
      results.hidden = false;
      if (answer.score === 1) {
        clearInterval(timer);
        finish(answer);
      } else if (answer.state === "ended") {
        startOver();
      }
    } catch (problem) {
      if (problem.status === 401 || problem.status === 404 || problem.status === 410) startOver();
      else console.warn(problem); // the next look may reach it
    }
  }

  /** The site keeps a practice for half a day; another one begins with the next press. */
  function startOver() {
    clearInterval(timer);
    attempt = null;
    remember();
    say("over");
  }

  async function ask(method, path, body) {
    const headers = { Accept: "application/json", "Accept-Language": language };
    if (attempt) headers.Authorization = `Bearer ${attempt.token}`;
    if (body) headers["Content-Type"] = "application/json";
    const answer = await fetch(`${home}/api/v1${path}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: "omit",
    });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status}`), { status: answer.status });
    const found = await answer.json();
    return method === "POST" ? { id: found.id, token: found.token, url: found.url } : found;
  }

  function say(what) {
    said.textContent = words[what];
  }
})();

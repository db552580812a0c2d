// A refusal in the words of the page.

/**
 * A problem in the page's language, whatever language it came in: by its cause where that is known. What the API
 * said in another language and cannot be said anew is left out; the title remains.
 *
 * @returns {{title: string, text: string}}
 */
export function describe(problem, payload, words) {
  const title = payload.titles[problem.reason] ?? problem.title ?? words("problem.title");
  return { title, text: advice(problem, payload.advice) ?? said(problem, payload.language) ?? "" };
}

function advice({ diagnosis }, templates) {
  const { cause, facts = {} } = diagnosis ?? {};
  const plain = Object.values(facts).every((value) => typeof value === "string");
  return cause in templates && plain ? fillIn(templates[cause], facts) : null;
}

function said({ diagnosis, detail, language }, wanted) {
  return language && language !== wanted ? null : (diagnosis?.advice ?? detail);
}

function fillIn(template, facts) {
  return template.replace(/%\(([a-z_]+)\)s/g, (_all, name) => facts[name] ?? "");
}

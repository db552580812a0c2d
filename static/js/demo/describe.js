// A refusal in the words of the page.

/**
 * A problem in the page's language, whatever language it came in: by its cause where that is known.
 *
 * @returns {{title: string, text: string}}
 */
export function describe(problem, { titles, advice }, words) {
  const { cause, facts = {} } = problem.diagnosis ?? {};
  const plain = Object.values(facts).every((value) => typeof value === "string");
  const text = cause in advice && plain ? fillIn(advice[cause], facts) : (problem.diagnosis?.advice ?? problem.detail);
  return { title: titles[problem.reason] ?? problem.title ?? words("problem.title"), text: text ?? "" };
}

function fillIn(template, facts) {
  return template.replace(/%\(([a-z_]+)\)s/g, (_all, name) => facts[name] ?? "");
}

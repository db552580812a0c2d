"""The content security policy that every page has, and the few that need one of their own."""

from collections.abc import Iterable

POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    # No script makes a string into HTML, a script or the address of one. The policy that may is that of the page which
    # keeps itself (static/js/demo/pairing/again.js).
    "require-trusted-types-for": "'script'",
    "trusted-types": "own-worker",
}


def written(**more: Iterable[str]) -> str:
    """The header's value. `more` names origins that a directive allows besides our own, such as form_action=[…]."""
    rules = dict(POLICY)
    for name, origins in more.items():
        directive = name.replace("_", "-")
        rules[directive] = " ".join([rules.get(directive, "'self'"), *origins])
    return "; ".join(f"{directive} {sources}" for directive, sources in rules.items())

"""How a body is kept: one form for all ways of writing the same."""

from kb.text.folding import composed


def tidy(body: str) -> str:
    """The body without spaces at the ends of lines and empty lines around it, ended by one newline."""
    lines = (line.rstrip(" \t") for line in composed(body).replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip("\n") + "\n"

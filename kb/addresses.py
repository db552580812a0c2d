"""Where an article stands: the one place that knows the shape of its address."""


def article_path(number: int, slug: str | None, language: str) -> str:
    """The canonical path; without a slug the one that redirects to it."""
    tail = f"{slug}/" if slug else ""
    return f"/{language}/kb/{number}/{tail}"

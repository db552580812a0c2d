"""What a browser calls itself, in two words, so that people tell their sessions apart. It may lie: nothing is decided by it."""

LONGEST = 1_000  # characters of the header that are looked at
# The first that is found counts: most call themselves by the names of others too.
PROGRAMS = {
    "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox", "FxiOS": "Firefox",
    "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS X": "macOS", "CrOS": "ChromeOS",
    "Linux": "Linux",
}  # fmt: skip


def called(agent: str) -> str:
    """As in "Firefox, Windows"; what is not known is left out."""
    agent = agent[:LONGEST]
    return ", ".join(
        name
        for known in (PROGRAMS, SYSTEMS)
        if (name := next((name for sign, name in known.items() if sign in agent), ""))
    )

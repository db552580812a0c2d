"""Who is no reader: programs, told by the name that they give themselves."""

import re
from functools import lru_cache

from crawleruseragents import is_crawler

BROWSERS = ("Mozilla/", "Opera/")  # what every browser's name begins with, for thirty years
CONTACT = re.compile(r"\+https?://")  # what programs say about themselves, and browsers do not
LONGEST_NAME = 500  # characters that are looked at


@lru_cache(500)  # browsers are few, and a cached page is sent in microseconds
def is_machine(user_agent: str) -> bool:
    """Whether a program reads for nobody: by a kept list of them, never by a word such as "bot", which telephones have too."""
    name = user_agent[:LONGEST_NAME]
    return not name.startswith(BROWSERS) or CONTACT.search(name) is not None or is_crawler(name)

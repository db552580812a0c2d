"""Retired articles lead on to their successors: not in a circle, and not to what readers have lost already."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from kb.files.problems import FileProblem
from kb.files.tree import TextFile


def leads(files: Sequence[TextFile]) -> dict[int, int]:
    """Where the articles of `files`, one file each, lead on to once they are retired."""
    heads = [file.parsed.head for file in files]
    return {head.number: head.successor for head in heads if head.retired and head.successor}


def chain(number: int, leading: Mapping[int, int]) -> list[int]:
    """The articles on the way from `number` on; in a circle its last one would be there twice."""
    way = [number]
    while way[-1] in leading and way[-1] not in way[:-1]:
        way.append(leading[way[-1]])
    return way


def problems(
    files: Sequence[TextFile], gone: Collection[int] = (), led: Mapping[int, int] | None = None
) -> list[FileProblem]:
    """What is wrong with where `files`, one of each article, lead.

    `gone` are articles that are retired and stay so; `led` says where readers of retired ones are led already. Who was led to an
    article before it was retired in its turn is told, and not kept from being edited.
    """
    led = led or {}
    own = {file.parsed.head.number for file in files}
    leading = {number: successor for number, successor in led.items() if number not in own} | leads(files)
    found = []
    for file in files:
        number = file.parsed.head.number
        way = chain(number, leading)
        if way[-1] in way[:-1]:
            message = _("The successors lead in a circle: %(way)s.") % {"way": ", ".join(f"KB{each}" for each in way)}
            found.append(file.problem("successor", message))
        elif len(way) > 1 and way[1] in gone:
            message = _("KB%(number)d is retired too. Name the article that replaces it now.")
            is_new = led.get(number) != way[1]
            found.append(file.problem("successor", message % {"number": way[1]}, blocks=is_new))
    return found

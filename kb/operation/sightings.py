"""What requests said about the settings, kept for a day where every process can read it.

`kb.base.clients` notes it in memory, since it is met where nothing may wait for the database.
"""

import time

from kb.base import clients, limits
from kb.base.models import Counter

NOBODY_TRUSTED, TOO_FEW = clients.NOBODY_TRUSTED, clients.TOO_FEW
SPACE = "sighted"
SECONDS = 86_400.0


def write() -> None:
    """Write down what this process has met since the last time. Raises django.db.Error."""
    for number, text in enumerate((NOBODY_TRUSTED, TOO_FEW)):
        if text in clients.sighted:
            limits.put(SPACE, str(number), 1, seconds=SECONDS)
            clients.sighted.discard(text)


def recent() -> set[str]:
    """What any process has met within a day. Raises django.db.Error."""
    names = {f"{SPACE}:{number}": text for number, text in enumerate((NOBODY_TRUSTED, TOO_FEW))}
    kept = Counter.objects.filter(name__in=names, ends__gt=time.time()).values_list("name", flat=True)
    return {names[name] for name in kept} | (clients.sighted & {NOBODY_TRUSTED, TOO_FEW})

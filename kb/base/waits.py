"""How long to wait, as people read it and as programs do."""

from datetime import timedelta

from django.utils.translation import ngettext

SECOND = timedelta(seconds=1)


def spell(span: timedelta) -> str:
    """A length of time in the active language, in its largest fitting unit, rounded up: never shorter than it is."""
    seconds = _seconds(span)
    if seconds < 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def retry_after(span: timedelta) -> str:
    """The header Retry-After, which belongs to every 429."""
    return str(_seconds(span))


def _seconds(span: timedelta) -> int:
    return max(1, -(-span // SECOND))

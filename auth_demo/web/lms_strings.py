"""The words of the pages that a course shows, in the active language."""

from django.utils.translation import gettext as _

Texts = dict[str, str | dict[str, str]]


def scorm() -> dict[str, str]:
    """Of the page inside a SCORM package."""
    return {
        "about": _(
            "The practice opens in a new tab. Keep this window open: it tells your course when you have finished."
        ),
        "open": _("Open the practice"),
        "results": _("Your results page, to keep"),
        "script": _("The practice needs JavaScript."),
        "opened": _("The practice is open in another tab."),
        "finished": _("Finished. Your course has been told."),
        "unsaved": _("Finished, but your course did not take the result. Open this page again."),
        "blocked": _("Your browser did not open the tab. Allow this page to open one, and press the button again."),
        "offline": _("The practice cannot be reached. Check your connection, and press the button again."),
        "over": _("This practice has ended. Press the button to begin another one."),
        "no-course": _("This page was not opened inside a course. You can practice, but no result is sent."),
    }


def cmi5() -> Texts:
    """Of the page that a cmi5 course opens, over those of a participant's place."""
    return {
        "cmi5.not-launched": _("This page is opened by a course. Open the practice from there."),
        "cmi5.refused": _(
            "Your course did not let this page in. Close the tab, and open the practice in your course again."
        ),
    }

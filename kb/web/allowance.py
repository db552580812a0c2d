"""How much one client may ask of the site within a minute."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kb.base import limits
from kb.base.clients import client_key
from kb.base.waits import spell


class TooMany(Exception):
    """One client searched more than a school does; `wait` is how long until it may again. As text: that, for people."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait

    def __str__(self) -> str:
        sentence = _("Too many searches came from your network within a minute. Please try again in %(wait)s.")
        return sentence % {"wait": spell(self.wait)}


def spend_search(request: HttpRequest) -> None:
    """Count a search, of the page or of the API. Raises TooMany. A reader searches on if the database cannot count."""
    most = settings.SEARCHES_PER_MINUTE
    wait = limits.spend_if_possible("searches", client_key(request), most=most, seconds=60)
    if wait:
        raise TooMany(wait)

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.models.article import Article

LONGEST_ADDRESS = 1000  # characters; longer ones are not looked at
SURE = 2  # checks in a row: what failed once may be back in a minute


class ExternalLink(models.Model):
    """An address outside this site that readers can be led to, or will by a draft, and how it answered last.

    `failing_since` is when it first failed without having answered since, `failures` how many checks in a row found it so;
    `leads_to` where permanent redirects lead.
    """

    class State(models.TextChoices):
        UNKNOWN = "", _("not looked at yet")
        OK = "ok", _("answers")
        MOVED = "moved", _("has moved")
        BROKEN = "broken", _("is broken")
        TROUBLE = "trouble", _("could not be reached")
        UNSURE = "unsure", _("could not be told")
        PRIVATE = "private", _("leads to a private network")

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    state = models.CharField(max_length=8, choices=State, blank=True, default=State.UNKNOWN)
    status = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=12, blank=True)
    leads_to = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()  # nobody edits it
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    @property
    def is_reported(self) -> bool:
        """Whether an editor should look at it."""
        return self.state in REPORTED or (self.state == self.State.TROUBLE and self.failures >= SURE)

    @classmethod
    def reported(cls, place: str = "") -> Q:
        """The same, as a condition; `place` is how the rows lead to the link: `link__`."""
        sure = Q(**{f"{place}state": cls.State.TROUBLE, f"{place}failures__gte": SURE})
        return Q(**{f"{place}state__in": REPORTED}) | sure


REPORTED = (ExternalLink.State.BROKEN, ExternalLink.State.MOVED, ExternalLink.State.PRIVATE)


class LinkUse(models.Model):
    """Where an external link is, in what readers see or in the newest draft; `language` is '' in the list at the end, which all languages have."""

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="uses")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "article", "language"], name="one_link_use")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.link_id} {self.article_id} {self.language}"

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended
from kb.models.revision import Origin


class WordRevision(Appended):
    """A list of words as somebody saved it: the whole text of its content file, comments and all."""

    name = models.CharField(_("list"), max_length=40)  # the file's, below content/
    number = models.PositiveIntegerField(_("number"))  # from 1, per list
    text = models.TextField(_("text"))
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    comment = models.CharField(_("comment"), max_length=240, blank=True)
    origin = models.CharField(_("written in"), max_length=12, choices=Origin, default=Origin.DESK)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("author"), max_length=150, blank=True)  # stays when the account goes
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        ordering = ["name", "-number"]
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="one_word_revision_number")]
        verbose_name = _("revision of a list")
        verbose_name_plural = _("revisions of lists")

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class WordList(models.Model):
    """Which revision of a list is the newest, and which one readers have.

    `followed` is the one that published texts are rendered with; a job renders those that show something else again.
    """

    name = models.CharField(_("list"), max_length=40, primary_key=True)
    head = models.ForeignKey(WordRevision, on_delete=models.PROTECT, related_name="+")
    published = models.ForeignKey(WordRevision, on_delete=models.PROTECT, related_name="+")
    followed = models.ForeignKey(WordRevision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("list of words")
        verbose_name_plural = _("lists of words")

    def __str__(self) -> str:
        return self.name

    @property
    def is_pending(self) -> bool:
        """Whether readers have older words than the newest."""
        return self.published_id != self.head_id

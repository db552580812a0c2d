from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended
from kb.models.article import Article
from kb.models.revision import Revision

LONGEST_QUOTE = 300
LONGEST_COMMENT = 2000


class Thread(models.Model):
    """What editors say to each other of a text: of a passage of one of its revisions, or of all of it (`quote` is '')."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    quote = models.CharField(_("passage"), max_length=LONGEST_QUOTE, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by_name = models.CharField(max_length=150, blank=True)  # stays when the account goes
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["article", "language", "resolved_at"], name="thread_of_a_text")]
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return f"KB{self.article.number} ({self.language}): {self.quote}"


class Comment(Appended):
    """One contribution to a thread; the first one opened it. `mentioned` are those whom it names by @name."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("author"), max_length=150, blank=True)  # stays when the account goes
    at = models.DateTimeField(auto_now_add=True)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text

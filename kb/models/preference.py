from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """How a person wants to be told at the desk; without a row, as the fields' defaults say.

    `digest_hour` is that of `zone`; `digest_sent_on` is the day there on which the last digest was made, and what others
    did by `news_sent_at` was in one. What they did by `news_read_at` the person has read.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    language = models.CharField(_("language"), max_length=12, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    digest = models.BooleanField(
        _("a digest by e-mail, on days when something waits for me or others worked on my texts"), default=False
    )
    digest_hour = models.PositiveSmallIntegerField(_("at (hour)"), default=8)
    digest_sent_on = models.DateField(null=True)
    news_sent_at = models.DateTimeField(null=True)
    news_read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return str(self.person)

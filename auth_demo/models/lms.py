"""What the site knows of learning platforms: who they are, our keys, logins under way, and who came from which course."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from auth_demo.models.classroom import Participant
from kb.base.sites import origin_of, validate_address, validate_origins


class LearningPlatform(models.Model):
    """A platform whose courses lead here (LTI 1.3): what each side was told of the other when it was registered."""

    title = models.CharField(_("name"), max_length=80)
    issuer = models.CharField(_("issuer"), max_length=255, help_text=_("“iss”, or “Platform ID”"))
    client_id = models.CharField(_("client ID"), max_length=255)
    deployments = models.TextField(_("deployment IDs"), help_text=_("One on each line."))
    login_url = models.CharField(_("authentication request URL"), max_length=500, validators=[validate_address])
    token_url = models.CharField(_("access token URL"), max_length=500, validators=[validate_address])
    keys_url = models.CharField(_("public keyset URL"), max_length=500, validators=[validate_address])
    frames = models.TextField(
        _("addresses that show us in a frame"),
        blank=True,
        default="",
        validators=[validate_origins],
        help_text=_("One on each line, if they are not the addresses above."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["issuer", "client_id"], name="learning_platform_client")]
        verbose_name = _("learning platform")
        verbose_name_plural = _("learning platforms")

    def __str__(self) -> str:
        return self.title

    @property
    def deployment_ids(self) -> list[str]:
        return [line.strip() for line in self.deployments.splitlines() if line.strip()]

    @property
    def origins(self) -> list[str]:
        """The sites that may show our pages in a frame."""
        found = [origin_of(each) for each in (self.issuer, self.login_url, *self.frames.split())]
        return sorted({each for each in found if each})


class ToolKey(models.Model):
    """A key that we sign with (RSA). The private half is sealed; the public one is shown until nothing it signed is valid."""

    kid = models.CharField(primary_key=True, max_length=64)
    sealed = models.BinaryField(editable=False)  # the private key in PEM
    public = models.JSONField()  # a JWK (RFC 7517)
    made_at = models.DateTimeField(pgettext_lazy("key", "made"))
    retired_at = models.DateTimeField(pgettext_lazy("key", "retired"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("key for learning platforms")
        verbose_name_plural = _("keys for learning platforms")

    def __str__(self) -> str:
        return self.kid


class Handshake(models.Model):
    """A login that a platform has begun and not ended yet. Its state and nonce are good once: the row goes with the use."""

    state_hash = models.CharField(primary_key=True, max_length=64)
    nonce = models.CharField(max_length=64)
    platform = models.ForeignKey(LearningPlatform, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("login under way")
        verbose_name_plural = _("logins under way")

    def __str__(self) -> str:
        return self.state_hash[:8]


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def due(self, now: datetime) -> Self:
        """Those of whose score the platform has to be told."""
        return self.filter(due_at__lte=now, platform__is_active=True).exclude(line_item="")


class Attempt(models.Model):
    """Ties a participant, who is alone in their class, to the course that they came from.

    `finished` is how many of the chosen practices they have walked through. `due_at` says when the platform is told next;
    None: it knows.
    """

    class Channel(models.TextChoices):
        LTI = "lti", "LTI 1.3"
        PACKAGE = "package", _("package")  # cmi5 or SCORM: the course asks, nobody is told

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="attempt")
    channel = models.CharField(_("way"), max_length=8, choices=Channel.choices)
    platform = models.ForeignKey(
        LearningPlatform, on_delete=models.SET_NULL, null=True, blank=True, related_name="attempts"
    )
    deployment = models.CharField(max_length=255, blank=True, default="")
    resource = models.CharField(max_length=255, blank=True, default="")  # the link of the course, by its id
    user = models.CharField(max_length=255, blank=True, default="")  # as the platform calls them ("sub")
    line_item = models.CharField(max_length=1000, blank=True, default="")  # where the score goes; "": nowhere
    return_url = models.CharField(max_length=1000, blank=True, default="")
    finished = models.PositiveSmallIntegerField(_("finished"), default=0)
    is_over = models.BooleanField(default=False)  # it was counted for the last time
    due_at = models.DateTimeField(_("told next"), null=True, blank=True, db_index=True)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    refusal = models.CharField(_("refusal"), max_length=200, blank=True, default="")

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["platform", "resource", "user"], name="attempt_learner")]
        verbose_name = _("attempt from a course")
        verbose_name_plural = _("attempts from courses")

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.models.appended import Appended


class SignIn(Appended):
    """What happened at the door of the admin: who came in, who did not. It is only added to.

    `name_key` and `address_key` tell names and addresses apart without being them (kb.staff.audit); `username` is kept only
    where an account has it, because people type passwords into the wrong field.
    """

    class Kind(models.TextChoices):
        PASSWORD = "password", _("password accepted")
        REFUSED = "refused", _("name or password refused")
        LOCKED = "locked", _("locked out")
        ENROLLED = "enrolled", _("second factor set up")
        VERIFIED = "verified", _("code accepted")
        RECOVERED = "recovered", _("recovery code used")
        CODE_REFUSED = "code-refused", _("code refused")
        PASSKEY = "passkey", _("passkey accepted")
        PASSKEY_REFUSED = "passkey-refused", _("passkey refused")
        PASSKEY_ADDED = "passkey-added", _("passkey added")
        PASSKEY_REMOVED = "passkey-removed", _("passkey removed")
        CODES_RENEWED = "codes-renewed", _("recovery codes renewed")
        PASSWORD_CHANGED = "password-changed", _("password changed")
        SSO = "sso", _("signed in at the organization")
        SSO_REFUSED = "sso-refused", _("organization’s sign-in refused")
        SIGNED_OUT_EVERYWHERE = "signed-out", _("signed out everywhere")
        SESSION_ENDED = "session-ended", _("a session ended")

    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    kind = models.CharField(_("what happened"), max_length=16, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    username = models.CharField(_("user name"), max_length=150, blank=True)
    name_key = models.CharField(max_length=32)
    address_key = models.CharField(_("address, disguised"), max_length=32)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["name_key", "kind", "at"], name="signin_of_name")]
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")

    def __str__(self) -> str:
        return f"{self.username or '?'}: {self.get_kind_display()}"

"""Letters by which a member of staff chooses a password: after losing it, or when an administrator invites them.

Each has a link that works once and for a while: it holds a digest of the present password and the last sign-in (Django's
PasswordResetTokenGenerator). The second factor is not touched by it.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.base.languages import codes
from kb.models import Preference

INVITED = timedelta(days=3)

logger = logging.getLogger(__name__)


class Tokens(PasswordResetTokenGenerator):
    def for_invitation(self, user: User) -> str:
        """One that works until INVITED from now: it is stamped as if it were made that much later."""
        later = int(INVITED.total_seconds()) - settings.PASSWORD_RESET_TIMEOUT
        now = self._num_seconds(self._now())
        return str(self._make_token_with_timestamp(user, now + later, self.secret))


tokens = Tokens()


def are_sent() -> bool:
    return bool(settings.EMAIL_HOST)


def of(uid: str, token: str) -> User | None:
    """Whose link this is, if it still works."""
    try:
        person = User.objects.get(pk=urlsafe_base64_decode(uid).decode(), is_active=True, is_staff=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return person if tokens.check_token(person, token) else None


def reset(email: str) -> list[EmailMessage]:
    """To each member of staff with this address who has a password. Who signs in elsewhere has none to lose."""
    people = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
    return [_letter("reset", each, tokens.make_token(each)) for each in people if each.has_usable_password()]


def invitation(person: User) -> EmailMessage:
    return _letter("invitation", person, tokens.for_invitation(person))


def send(letters: Callable[[], list[EmailMessage]]) -> None:
    """Make and send them beside the answer, which therefore takes as long for an unknown address as for a known one."""
    threading.Thread(target=_send, args=[letters], name="letters").start()


def _send(letters: Callable[[], list[EmailMessage]]) -> None:
    try:
        for letter in letters():
            letter.send()
    except Exception:
        logger.exception("a letter to a member of staff could not be sent")
    finally:
        close_old_connections()


def _letter(kind: str, person: User, token: str) -> EmailMessage:
    preference = Preference.objects.filter(person=person).first()
    language = preference.language if preference and preference.language in codes() else settings.LANGUAGE_CODE
    with override(language):
        uid = urlsafe_base64_encode(force_bytes(person.pk))
        around: dict[str, Any] = {
            "person": person.get_full_name() or person.get_username(),
            "name": person.get_username(),
            "address": settings.PUBLIC_URL + reverse("admin:choose_password", args=[uid, token]),
            "site": settings.PUBLIC_URL,
        }
        subjects = {"reset": _("Choose a new password"), "invitation": _("Your account at the editors’ desk")}
        letter = EmailMessage(subjects[kind], render_to_string(f"kb/mail/{kind}.txt", around), to=[person.email])
    letter.extra_headers["Auto-Submitted"] = "auto-generated"
    return letter

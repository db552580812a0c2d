"""The second factor: an app that shows codes (TOTP) or passkeys, and recovery codes for the day both are lost.

django-otp and django-otp-webauthn do the checking.
"""

from base64 import b32encode
from datetime import timedelta

import segno
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticToken
from django_otp_webauthn.models import WebAuthnCredential

from kb.models import AppDevice, RecoveryDevice

RECOVERY_CODES = 10


class Paused(Exception):
    """After each wrong code a device looks at none for a while, twice as long each time (django-otp); `wait` is what is left."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def has_app(user: AbstractBaseUser) -> bool:
    return bool(AppDevice.objects.filter(user=user, confirmed=True).exists())


def passkeys(user: AbstractBaseUser) -> QuerySet[WebAuthnCredential]:
    theirs: QuerySet[WebAuthnCredential] = WebAuthnCredential.objects.filter(user=user)
    return theirs.order_by("created_at", "pk")


def is_enrolled(user: AbstractBaseUser) -> bool:
    return has_app(user) or passkeys(user).exists()


@transaction.atomic
def enrolment(user: AbstractBaseUser) -> AppDevice:
    """The device that `user` is setting up: one key until it is confirmed, however often the page is looked at."""
    found = AppDevice.objects.filter(user=user, confirmed=False).first()
    return found or AppDevice.make(user, confirmed=False)


@transaction.atomic
def confirm(device: AppDevice, code: str) -> bool:
    """Take `device` into use if `code` is its code now; it replaces the one before. Raises Paused."""
    if not _check(device, code):
        return False
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    AppDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    return True


@transaction.atomic
def verify(user: AbstractBaseUser, code: str) -> Device | None:
    """The device of `user` that `code` comes from: six digits from the app, anything else a recovery code. Each works once.

    Raises Paused.
    """
    code = "".join(code.split()).lower()
    model = AppDevice if len(code) == 6 and code.isdigit() else RecoveryDevice
    # Two tries of one code at once: SQLite lets one transaction write at a time, elsewhere the row is locked.
    for device in model.objects.devices_for_user(user, confirmed=True).select_for_update():
        if _check(device, code):
            return device
    return None


def _check(device: Device, code: str) -> bool:
    allowed, reason = device.verify_is_allowed()
    if not allowed:
        raise Paused(reason["locked_until"] - timezone.now())
    return bool(device.verify_token(code))


@transaction.atomic
def renew_recovery_codes(user: AbstractBaseUser) -> list[str]:
    """New recovery codes; those before are void."""
    device: RecoveryDevice = RecoveryDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})[0]
    RecoveryDevice.objects.select_for_update().get(pk=device.pk)  # two at once: one after the other
    return device.replace_codes(RECOVERY_CODES)


def codes_left(user: AbstractBaseUser) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def remove_passkey(passkey: WebAuthnCredential) -> bool:
    """False if nothing but recovery codes would be left."""
    there = len(passkeys(passkey.user).select_for_update().order_by("pk"))  # two at once: one after the other
    if not has_app(passkey.user) and there == 1:
        return False
    passkey.delete()
    return True


def forget(user: AbstractBaseUser) -> None:
    """`user` has lost everything: the next sign-in sets up a new second factor."""
    AppDevice.objects.filter(user=user).delete()
    RecoveryDevice.objects.filter(user=user).delete()
    passkeys(user).delete()


def qr_code(device: AppDevice) -> str:
    """An SVG element without script or style, to be in a page."""
    return segno.make(device.config_url, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff")


def spelled_key(device: AppDevice) -> str:
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))

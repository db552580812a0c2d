"""Signing in as a person does."""

import time

from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP

from kb.models import AppDevice
from kb.staff import factors

PASSWORD = "correct horse battery staple"


def code_of(device: AppDevice) -> str:
    return f"{_totp(device).token():06d}"


def _totp(device: AppDevice) -> TOTP:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time()
    return totp


def enrolled(user: User) -> tuple[AppDevice, list[str]]:
    """A second factor whose present code is still unused, and its recovery codes."""
    return AppDevice.make(user), factors.renew_recovery_codes(user)


def password_given(user: User) -> Client:
    client = Client()
    answer = client.post("/en/admin/login/", {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def signed_in(user: User) -> tuple[Client, list[str]]:
    device, codes = enrolled(user)
    client = password_given(user)
    assert client.post("/en/admin/second-factor/", {"code": code_of(device)}).status_code == 302
    assert client.get("/en/admin/").status_code == 200
    return client, codes

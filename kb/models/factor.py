"""django-otp's devices, with nothing in their rows that opens the desk: keys are sealed, recovery codes marked."""

import secrets

from django.contrib.auth.models import AbstractBaseUser
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from kb.base import vault


class AppDevice(TOTPDevice):
    """An app that shows six-digit codes. Its `key` is sealed for its user."""

    class Meta:
        proxy = True

    @classmethod
    def make(cls, user: AbstractBaseUser, *, confirmed: bool = True) -> "AppDevice":
        device = cls(user=user, name="app", confirmed=confirmed)
        device._seal(secrets.token_bytes(20))
        device.save()
        return device

    @property
    def bin_key(self) -> bytes:
        """Raises VaultError."""
        return vault.unseal_text(self.key, owner=self._owner(), purpose=vault.STAFF)

    def verify_token(self, token: str) -> bool:
        self._seal(self.bin_key)  # as the row is written anyway, a key comes under a new VAULT_KEY when it is used
        return bool(super().verify_token(token))

    @classmethod
    def reseal(cls) -> vault.Resealed:
        """Bring every key under the newest VAULT_KEY. One that is used at the same moment is, by that."""
        counts = vault.Resealed()
        for device in cls.objects.all():
            fresh = counts.fresh_text(device.key, owner=device._owner(), purpose=vault.STAFF)
            if fresh is not None:
                cls.objects.filter(pk=device.pk, key=device.key).update(key=fresh)
        return counts

    def _seal(self, key: bytes) -> None:
        self.key = vault.seal_text(key, owner=self._owner(), purpose=vault.STAFF)

    def _owner(self) -> str:
        return f"app of {self.user_id}"


class RecoveryDevice(StaticDevice):
    """The recovery codes of a person, each for one use."""

    class Meta:
        proxy = True

    def verify_token(self, token: str) -> bool:
        marks = self._marks(token)
        kept = self.token_set.filter(token__in=marks).values_list("token", flat=True).first()
        return bool(super().verify_token(kept or marks[0]))

    def replace_codes(self, count: int) -> list[str]:
        """`count` new codes, which nothing can show again; those before are void."""
        codes = [StaticToken.random_token() for _each in range(count)]
        self.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=self, token=self._marks(code)[0]) for code in codes)
        return codes

    def _marks(self, code: str) -> list[str]:
        return vault.short_marks(code, owner=f"recovery of {self.user_id}", purpose=vault.STAFF)

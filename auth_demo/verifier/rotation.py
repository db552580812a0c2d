"""What the practice room keeps sealed, brought under the newest VAULT_KEY."""

from django.db import models

from auth_demo.models import Device, Message, Pairing, ToolKey
from kb.base import vault

# Column by column, what its seal is bound to besides the row's id.
SEALED: tuple[tuple[type[models.Model], str, str], ...] = (
    (Device, "key", "key"),
    (Device, "pin", "pin"),
    (Device, "push_key", "push"),
    (Message, "sealed", "code"),
    (Pairing, "keys", "keys"),
    (Pairing, "state", "state"),
    (ToolKey, "sealed", "private"),
)


def reseal() -> vault.Resealed:
    """Seal again what is under an older key. A row that somebody changes at the same moment is left to them."""
    counts = vault.Resealed()
    for model, column, what in SEALED:
        rows = model._default_manager.exclude(**{column: b""}).values_list("pk", column)
        for key, sealed in rows.iterator(chunk_size=500):
            fresh = counts.fresh(bytes(sealed), owner=f"{key}/{what}", purpose=vault.PRACTICE)
            if fresh is not None:
                model._default_manager.filter(pk=key, **{column: sealed}).update(**{column: fresh})
    return counts

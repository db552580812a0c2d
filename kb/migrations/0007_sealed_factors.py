"""What stands in the rows of second factors no longer opens the desk: keys are sealed, recovery codes marked."""

from typing import Any

from django.db import migrations

from kb.base import vault


def seal(apps: Any, _schema_editor: Any) -> None:
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.iterator():
        device.key = vault.seal_text(bytes.fromhex(device.key), owner=f"app of {device.user_id}", purpose=vault.STAFF)
        device.save(update_fields=["key"])
    for code in apps.get_model("otp_static", "StaticToken").objects.select_related("device"):
        code.token = vault.short_marks(code.token, owner=f"recovery of {code.device.user_id}", purpose=vault.STAFF)[0]
        code.save(update_fields=["token"])


def unseal(apps: Any, _schema_editor: Any) -> None:
    """The way back opens the keys; the codes are gone for good."""
    for device in apps.get_model("otp_totp", "TOTPDevice").objects.iterator():
        device.key = vault.unseal_text(device.key, owner=f"app of {device.user_id}", purpose=vault.STAFF).hex()
        device.save(update_fields=["key"])
    apps.get_model("otp_static", "StaticToken").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("kb", "0006_first_revisions"),
        ("otp_totp", "0003_add_timestamps"),
        ("otp_static", "0003_add_timestamps"),
    ]

    operations = [
        migrations.CreateModel("AppDevice", [], {"proxy": True, "indexes": [], "constraints": []}, ("otp_totp.totpdevice",)),
        migrations.CreateModel("RecoveryDevice", [], {"proxy": True, "indexes": [], "constraints": []}, ("otp_static.staticdevice",)),
        migrations.RunPython(seal, unseal, elidable=True),
    ]

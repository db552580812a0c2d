from datetime import UTC, datetime
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_save

MOMENT = datetime(2026, 11, 24, 14, 41, tzinfo=UTC)  # 9:41 in the morning where the browser is


class StudioConfig(AppConfig):
    name = "script.studio"
    label = "studio"

    def ready(self) -> None:
        from auth_demo.models import Sandbox

        pre_save.connect(stand_still, sender=Sandbox)


def stand_still(instance: Any, **_kwargs: Any) -> None:
    """A new sandbox begins at one moment, and its time passes only when it is moved on."""
    if instance._state.adding:
        instance.clock_time, instance.clock_rate = MOMENT, 0.0

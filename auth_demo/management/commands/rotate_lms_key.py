from typing import Any

from django.core.management.base import BaseCommand

from auth_demo.lms import keys


class Command(BaseCommand):
    help = "Sign what learning platforms are sent with a new key. The one before stays in our key set for a week."

    def handle(self, *args: Any, **options: Any) -> None:
        made = keys.rotate()
        self.stdout.write(f"{made.kid} signs from now on")

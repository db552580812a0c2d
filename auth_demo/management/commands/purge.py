from typing import Any

from django.core.management.base import BaseCommand

from auth_demo.classroom import control, results
from auth_demo.lms import attempts, handshake, keys
from auth_demo.verifier import expiry


class Command(BaseCommand):
    help = (
        "End the classes whose time is over, and delete every expired sandbox and old class with all that it holds."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        control.end_overdue()
        attempts.close_ended()  # while their sandboxes can still be counted
        handshake.purge()
        keys.purge()
        counts = expiry.purge()
        self.stdout.write("Deleted: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
        if classes := results.purge():
            self.stdout.write(f"Deleted: {classes} classes")

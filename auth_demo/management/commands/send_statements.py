from typing import Any

from django.core.management.base import BaseCommand

from auth_demo.classroom import lrs
from auth_demo.web import class_addresses


class Command(BaseCommand):
    help = "Send what ended classes did to LRS_URL, as xAPI statements. The server does it every minute by itself."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        sent = lrs.send_due(class_addresses.statements_of)
        if verbosity:
            self.stdout.write(f"{sent} classes arrived")

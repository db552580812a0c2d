from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.staff import factors, sessions, single_sign_on


class Command(BaseCommand):
    help = (
        "Forget a person's second factor, and who they are at OIDC_ISSUER, and end their sessions. They set up a new one"
        " when they sign in next."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        factors.forget(user)
        single_sign_on.forget(user)
        sessions.end_all(user)
        self.stdout.write(f"{username} sets up a new second factor at the next sign-in.")

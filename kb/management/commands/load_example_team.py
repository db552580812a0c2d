import secrets
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kb.base.languages import codes
from kb.models import Rules
from kb.workflow.groups import REVIEWERS, TRAINERS, editors_of

WAY_IN = """
Sign in at {address}/{language}/admin/. The first time, the page after the password shows a picture to scan with an
authenticator app (a phone's, or a password manager's); type the six digits that the app shows."""
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Command(BaseCommand):
    help = (
        "Make an editor for each language, a reviewer and a trainer, to try the admin with. Their passwords are random and "
        "printed once; each sets up a second factor at the first sign-in, as everybody does. From then on nobody publishes what "
        "they saved last themselves (admin, rules of the desk)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="also where PUBLIC_URL is not this machine")

    @transaction.atomic
    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        if urlsplit(settings.PUBLIC_URL).hostname not in LOOPBACK and not yes:
            raise CommandError(f"{settings.PUBLIC_URL} is not this machine; say --yes if it is meant.")
        team = {f"editor-{code}": editors_of(code) for code in codes()}
        team |= {"reviewer": REVIEWERS, "trainer": TRAINERS}
        taken = User.objects.filter(username__in=team).values_list("username", flat=True)
        if taken:
            raise CommandError(f"There is already: {', '.join(taken)}. Nothing was changed.")
        for username, group in team.items():
            self._make(username, group)
        Rules.objects.update_or_create(pk=1, defaults={"two_people": True})
        self.stdout.write(WAY_IN.format(address=settings.PUBLIC_URL, language=settings.LANGUAGE_CODE))

    def _make(self, username: str, group: str) -> None:
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(username, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        self.stdout.write(f"{username:10} {password}   {group}")

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_otp.plugins.otp_static.models import StaticToken

from kb.base import vault
from kb.models import RecoveryDevice


class Command(BaseCommand):
    help = (
        "Seal all that is sealed under the first key of VAULT_KEY. To be run once all processes have the new key in front,"
        " and before the old one goes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--end-codes",
            action="store_true",
            help="delete all recovery codes of the staff: only digests of them are kept, which no new key can be put under",
        )

    def handle(self, *, end_codes: bool, **options: Any) -> None:
        lost = 0
        for name, found in vault.reseal_all():
            self.stdout.write(f"{name}: {found.done} sealed again, {found.current} were under the first key already")
            lost += found.lost
        if end_codes:
            deleted, _each = StaticToken.objects.all().delete()
            self.stdout.write(f"{deleted} recovery codes deleted: editors make new ones on the page “Signing in”")
        elif people := RecoveryDevice.objects.filter(token_set__isnull=False).distinct().count():
            self.stdout.write(
                f"{people} people have recovery codes, which stay under the key that they were made with: keep it until they"
                " have made new ones, or use --end-codes"
            )
        self.stdout.write("Codes of practices under way are digests too; they end within a day.")
        if lost:
            raise CommandError(
                f"{lost} secrets open with no key in VAULT_KEY; keep the one that they were sealed with"
            )

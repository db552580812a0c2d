from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.operation import backup
from kb.operation.engines import BackupError


class Command(BaseCommand):
    help = "Put a backup in the place of DATA_DIR. Stop the site first; the next start migrates what is older."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument("--secrets", type=Path, help="the folder with its SECRET_KEY and VAULT_KEY")
        parser.add_argument("--replace", action="store_true", help="move aside what is in DATA_DIR")
        parser.add_argument("--without-secrets", action="store_true", help="go on although its VAULT_KEY is lost")

    def handle(self, **options: Any) -> None:
        folder: Path = options["backup"]
        try:
            aside = backup.restore(
                folder, secrets=options["secrets"], replace=options["replace"], without=options["without_secrets"]
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{folder}: restored")
        if aside:
            self.stdout.write(f"What was there before is in {aside}; delete it once you have looked at the site.")

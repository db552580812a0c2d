from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.operation import backup
from kb.operation.engines import BackupError


class Command(BaseCommand):
    help = "Copy the database and the pictures into a new folder of TARGET while the site runs, and read it back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, nargs="?", help="the folder for backups (by default BACKUP_DIR)")
        parser.add_argument("--secrets", type=Path, help="a folder elsewhere for SECRET_KEY and VAULT_KEY")
        parser.add_argument("--keep", type=int, default=0, help="delete all but the newest KEEP backups in TARGET")
        parser.add_argument("--check", type=Path, metavar="BACKUP", help="only read the backup in this folder whole")

    def handle(
        self, *, target: Path | None, secrets: Path | None, keep: int, check: Path | None, **options: Any
    ) -> None:
        try:
            if check is not None:
                manifest = backup.check(check)
                self.stdout.write(f"{check}: complete, of version {manifest.version}, {len(manifest.files)} file(s)")
                return
            folder = target or (Path(settings.BACKUP_DIR) if settings.BACKUP_DIR else None)
            if folder is None:
                raise CommandError("say where to: a folder, or BACKUP_DIR in the settings")
            made = backup.make(folder, secrets=secrets)
            self.stdout.write(f"{made}: made and read back")
            if secrets is None:
                self.stdout.write("Its secrets are not in it: keep SECRET_KEY and VAULT_KEY too, with --secrets.")
            for gone in backup.prune(folder, keep):
                self.stdout.write(f"{gone}: deleted")
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from error

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from auth_demo.classroom.opening import Classroom, Setup, open_class
from auth_demo.scenarios import load
from auth_demo.verifier.outcome import Refused
from auth_demo.web import class_addresses, problems
from kb.base.languages import codes


class Command(BaseCommand):
    help = "Open a class of the practice room, and print its code, addresses and the trainer's token as one line of JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scenario", action="append", required=True, choices=[each.id for each in load.every()])
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=codes())
        parser.add_argument("--mode", default=Classroom.Mode.GUIDED, choices=Classroom.Mode.values)
        parser.add_argument("--pace", default=Classroom.Pace.SELF, choices=Classroom.Pace.values)
        parser.add_argument("--trainer", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            setup = Setup(
                options["scenario"], language=options["language"], mode=options["mode"], pace=options["pace"]
            )
            opened = open_class(setup, trainer=options["trainer"])
        except Refused as refusal:
            with translation.override(settings.LANGUAGE_CODE):
                raise CommandError(problems.describe(refusal)["detail"]) from refusal
        classroom = opened.classroom
        self.stdout.write(
            json.dumps(
                {
                    "id": classroom.pk,
                    "code": classroom.code,
                    "token": opened.token,
                    "join_url": class_addresses.join(classroom.code),
                    "board_url": class_addresses.board(classroom.pk, classroom.language, opened.token),
                }
            )
        )

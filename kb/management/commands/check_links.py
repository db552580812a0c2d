from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kb.models import ExternalLink
from kb.workflow.links import asking, checking

State = ExternalLink.State


class Command(BaseCommand):
    help = "Ask each address outside this site that readers can meet whether it is still there; the board tells what was found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--due", action="store_true", help="only those whose time has come (LINK_CHECK_HOURS)")
        parser.add_argument("--seconds", type=float, help="begin no other one after so many seconds")

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        checking.collect()
        for link in checking.check(asking.asker(), only_due=options["due"], seconds=options["seconds"]):
            if verbosity and (link.state != State.OK or verbosity > 1):
                self.stdout.write(" ".join(_told(link)))
        if verbosity:
            counted = checking.count()
            kinds = [f"{counted[state]} {state.value or 'unknown'}" for state in State if counted[state]]
            self.stdout.write(f"{counted.total()} links: {', '.join(kinds) or 'none'}")


def _told(link: ExternalLink) -> list[str]:
    why = link.reason if link.reason != "status" else ""
    to = f"-> {link.leads_to}" if link.leads_to else ""
    return [part for part in (link.state, link.address, str(link.status or ""), why, to) if part]

"""What a trainer takes home: rows for a spreadsheet, and xAPI statements with the choices that were made."""

import csv
import io
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import xlsxwriter

from auth_demo.classroom.results import Result, of_class
from auth_demo.models import Classroom
from auth_demo.scenarios import load

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones too: a spreadsheet may fold them
VERBS = {
    "attempted": "http://adlnet.gov/expapi/verbs/attempted",
    "answered": "http://adlnet.gov/expapi/verbs/answered",
    "completed": "http://adlnet.gov/expapi/verbs/completed",
    "experienced": "http://adlnet.gov/expapi/verbs/experienced",
}
XAPI_LANGUAGE = "en-US"  # of the names of verbs, which the standard gives
SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_NAMESPACE = uuid.UUID("6f2f5c1e-6c0e-4b0b-9d0a-2d1d6c1f5a77")  # so that a statement sent twice is the same statement


def rows(classroom: Classroom) -> list[list[Any]]:
    """One row for each walk, as `columns` names them."""
    return [
        [
            each.nickname,
            each.language,
            each.scenario,
            each.platform,
            "finished" if each.finished else "reset" if each.was_reset else "open",
            each.attempts,
            round(sum(each.seconds.values()), 1),
            "; ".join(f"{state} {seconds:g}" for state, seconds in each.seconds.items()),
            "; ".join(f"{cause} {count}" for cause, count in each.causes.items()),
            "; ".join(each.faults),
            "; ".join(each.methods),
        ]
        for each in of_class(classroom)
    ]


COLUMNS = (
    "nickname",
    "language",
    "practice",
    "platform",
    "outcome",
    "attempts",
    "seconds",
    "seconds per state",
    "likely mistakes",
    "faults met",
    "let in by",
)


def as_csv(classroom: Classroom, columns: Sequence[str] = COLUMNS) -> str:
    """RFC 4180, with a byte order mark: without it a spreadsheet takes « é » for two signs."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows(classroom):
        writer.writerow([_inert(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def as_xlsx(classroom: Classroom, columns: Sequence[str] = COLUMNS) -> bytes:
    """The same as a workbook."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(classroom.code)
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for at, row in enumerate(rows(classroom), start=1):
            sheet.write_row(at, 0, row)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return file.getvalue()


def _inert(cell: Any) -> Any:
    """SECURITY: a spreadsheet would run a nickname that begins like a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def statements(classroom: Classroom, *, home: str, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """xAPI 1.0.3: one `attempted` for each walk, one `answered` for each kind of mistake or way in, one `completed` at most.

    `home` is the site's address, which the participants' accounts belong to; `address` gives that of a practice.
    """
    found: list[dict[str, Any]] = []
    completed: set[tuple[str, str]] = set()
    for number, each in enumerate(of_class(classroom)):
        common = _common(classroom, each, home, address(each.scenario))
        begun = each.begun_at
        over = begun + timedelta(seconds=sum(each.seconds.values()))
        found.append(_statement(common, f"{number}-attempted", "attempted", begun))
        for cause, count in each.causes.items():
            result = {"success": False, "response": cause, "extensions": {f"{home}/xapi/count": count}}
            found.append(_statement(common, f"{number}-{cause}", "answered", over, result=result))
        for at, method in enumerate(each.methods):
            result = {"success": True, "response": method}
            found.append(_statement(common, f"{number}-in-{at}", "answered", over, result=result))
        for fault in each.faults:
            result = {"response": fault, "success": bool(each.methods)}
            found.append(_statement(common, f"{number}-fault-{fault}", "experienced", over, result=result))
        if each.finished and (each.participant, each.scenario) not in completed:
            completed.add((each.participant, each.scenario))
            seconds = sum(each.seconds.values())
            result = {"completion": True, "success": True, "duration": f"PT{seconds:.2f}S"}
            found.append(_statement(common, f"{number}-completed", "completed", over, result=result))
    return found


def _common(classroom: Classroom, each: Result, home: str, practice: str) -> dict[str, Any]:
    """What all statements of one walk share. Nobody is named: the account is the participant's id in the class."""
    scenario = load.get(each.scenario)
    names = {code: scenario.title[code] for code in scenario.languages} if scenario else {}
    return {
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": each.participant}},
        "object": {
            "objectType": "Activity",
            "id": practice,
            "definition": {"type": SIMULATION, "name": names},
        },
        "context": {
            "registration": str(uuid.uuid5(_NAMESPACE, classroom.pk)),
            "platform": each.platform,
            "language": each.language,
            "extensions": {f"{home}/xapi/faults": list(each.faults)},
        },
        "stored-in": classroom.pk,
    }


def _statement(
    common: dict[str, Any], key: str, verb: str, at: datetime, *, result: dict[str, Any] | None = None
) -> dict[str, Any]:
    body = {name: value for name, value in common.items() if name != "stored-in"}
    body["id"] = str(uuid.uuid5(_NAMESPACE, f"{common['stored-in']}-{key}"))
    body["verb"] = {"id": VERBS[verb], "display": {XAPI_LANGUAGE: verb}}
    body["timestamp"] = at.astimezone(UTC).isoformat(timespec="milliseconds")
    if result is not None:
        body["result"] = result
    return body

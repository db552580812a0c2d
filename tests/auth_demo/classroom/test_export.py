"""What a trainer takes home: a sheet, and xAPI statements."""

import csv
import io
import json
import re
from datetime import datetime
from uuid import UUID

import openpyxl
import pytest

from tests.auth_demo.classroom.conftest import join

IRI = re.compile(r"https?://\S+")


@pytest.fixture
def walked(trainer, pupil):
    """One who got in at the second try, and one who did nothing."""
    join(trainer.code, nickname="=1+1", language="fr")
    trainer.act("start")
    login = pupil.login()
    wrong = pupil.compute(login, challenge=pupil.card["pin"])
    pupil.respond(login, wrong)
    pupil.respond(login, pupil.compute(login))
    return trainer


def sheet(trainer):
    answer = trainer.get("export.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8" and "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_row_for_each_walk(walked):
    first, second = sheet(walked)
    assert first | {"seconds": "", "seconds per state": "", "likely mistakes": ""} == {
        "nickname": "Robin",
        "language": "en",
        "practice": "card-test",
        "platform": "client-portal",
        "outcome": "finished",
        "attempts": "2",
        "seconds": "",
        "seconds per state": "",
        "likely mistakes": "",
        "faults met": "",
        "let in by": "security-card",
    }
    assert "challenge" in first["seconds per state"] and first["likely mistakes"]
    assert (second["language"], second["outcome"], second["attempts"]) == ("fr", "open", "0")


def test_no_nickname_is_run_as_a_formula(walked):
    assert sheet(walked)[1]["nickname"] == "'=1+1"
    book = openpyxl.load_workbook(io.BytesIO(walked.get("export.xlsx").content))
    cell = book.active["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_workbook_says_the_same(walked):
    book = openpyxl.load_workbook(io.BytesIO(walked.get("export.xlsx").content))
    rows = list(book.active.values)
    assert rows[1][0] == "Robin" and rows[0][:3] == ("nickname", "language", "practice") and rows[1][5] == 2


def test_statements_tell_the_choices_that_were_made(walked):
    statements = walked.get("statements").json()
    mine = [each for each in statements if each["context"]["language"] == "en"]
    verbs = [each["verb"]["display"]["en-US"] for each in mine]
    assert verbs == ["attempted", "answered", "answered", "completed"]
    wrong, right = (each["result"] for each in mine if each["verb"]["display"]["en-US"] == "answered")
    assert (wrong["success"], right["success"], right["response"]) == (False, True, "security-card")
    assert wrong["response"] not in ("", "unknown")


def test_completed_is_said_once_however_often_one_gets_through(trainer, pupil):
    for _ in range(2):
        login = pupil.login()
        pupil.respond(login, pupil.compute(login))
        trainer.act("reset")
        again = pupil.do("sandbox", {}).json()["sandbox"]
        pupil.sandbox = again
    verbs = [each["verb"]["display"]["en-US"] for each in trainer.get("statements").json()]
    assert verbs.count("completed") == 1 and verbs.count("attempted") == 3


def test_a_walk_that_was_begun_again_before_anything_happened_is_not_told(trainer, pupil):
    trainer.act("reset")
    assert len(trainer.get("statements").json()) == 0
    pupil.do("sandbox", {})
    assert pupil.client.get(f"/api/v1/participants/{pupil.pid}/results", headers=pupil.own()).json() != []
    trainer.act("undo")
    assert len(trainer.get("statements").json()) == 1


def test_statements_are_what_xapi_asks_for_and_name_nobody(walked):
    statements = walked.get("statements").json()
    for each in statements:
        UUID(each["id"])
        assert IRI.fullmatch(each["verb"]["id"]) and IRI.fullmatch(each["object"]["id"])
        assert IRI.fullmatch(each["actor"]["account"]["homePage"])
        assert datetime.fromisoformat(each["timestamp"]).tzinfo
        UUID(each["context"]["registration"])
        duration = each.get("result", {}).get("duration", "PT0S")
        assert re.fullmatch(r"PT\d+(\.\d\d?)?S", duration)
        extensions = {**each["context"]["extensions"], **each.get("result", {}).get("extensions", {})}
        assert all(IRI.fullmatch(name) for name in extensions)
    assert "Robin" not in json.dumps(statements)
    assert len({each["id"] for each in statements}) == len(statements)
    assert statements == walked.get("statements").json()  # sent twice they are the same statements


def test_nothing_of_a_class_is_taken_home_by_anybody_else(walked):
    pupil = join(walked.code, nickname="Thief")
    for path in ("export.csv", "export.xlsx", "statements", "debrief"):
        assert pupil.client.get(f"/api/v1/classes/{walked.id}/{path}", headers=pupil.own()).status_code == 401


def test_the_debrief_counts_mistakes_by_people_and_tells_times(walked):
    told = walked.get("debrief").json()
    assert (told["people"], told["finished"]) == (2, 1)
    assert told["causes"] and all(each["people"] == 1 for each in told["causes"])
    challenge = next(each for each in told["spreads"] if each["state"] == "challenge")
    assert challenge["low"] <= challenge["median"] <= challenge["high"] <= challenge["longest"]
    assert "Robin" not in json.dumps(told)


def test_a_participant_sees_their_own_results_alone(trainer, pupil):
    join(trainer.code, nickname="Comet")
    login = pupil.login()
    pupil.respond(login, pupil.compute(login))
    [mine] = pupil.client.get(f"/api/v1/participants/{pupil.pid}/results", headers=pupil.own()).json()
    assert mine["attempts"] == 1 and mine["finished"] and "nickname" not in mine

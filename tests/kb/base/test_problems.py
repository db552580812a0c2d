"""Problem details, as every part of the API answers them."""

import ast
import json

import pytest
from django.conf import settings
from django.utils.translation import override

from kb.base import problems


def test_a_body_has_its_members_in_one_order_and_its_own_after_them():
    body = problems.body(409, "locked", "Locked", "Wait.", attempts_left=0)
    assert json.dumps(body) == (
        '{"type": "/api/v1/problems/locked", "title": "Locked", "detail": "Wait.", "status": 409, '
        '"reason": "locked", "attempts_left": 0}'
    )


@pytest.mark.parametrize(("asked", "said"), [(None, "fr"), ("en", "en")])
def test_an_answer_names_its_language_and_is_kept_by_nobody(asked, said):
    with override("fr"):
        answer = problems.response(
            problems.body(429, "too-soon", "", ""), language=asked, headers={"Retry-After": "5"}
        )
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert (answer["Content-Language"], answer["Cache-Control"], answer["Retry-After"]) == (said, "no-store", "5")


def test_nobody_else_spells_out_what_a_problem_is():
    own = {settings.BASE_DIR / "kb/base/problems.py"}
    for room in ("kb", "auth_demo"):
        for path in set((settings.BASE_DIR / room).rglob("*.py")) - own:
            texts = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
            assert problems.MEDIA_TYPE not in texts and problems.TYPES not in texts, path

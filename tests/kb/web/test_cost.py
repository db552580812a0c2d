"""What pages that list articles ask of the database does not grow with the number of articles that are not shown."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article

pytestmark = pytest.mark.django_db
CODES = [code for code, _name in settings.LANGUAGES]
PATHS = [
    "",
    "recent/",
    "recent/atom.xml",
    "category/security-card/",
    "category/security-card/?page=2",
    "category/security-card/atom.xml",
]
PAGES = [f"/{code}/{path}" for code in CODES for path in PATHS] + ["/sitemap.xml"]
ABOUT = re.compile(r'FROM "kb_(article|publishedtext)"')
READ_WHOLE = re.compile(r"SCAN (kb_category|kb_tag)\b|.* USING .*INDEX")  # few rows, or an index and no rows


def queries(client, page: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return [query["sql"] for query in captured]


def plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        return [row[3] for row in cursor.fetchall()]


@pytest.fixture
def articles():
    for number in range(3400, 3460):
        make_article(number, needed=number % 10 or None)
    make_article(3500, category="mobile", languages=["fr"], needed=1)


@pytest.mark.sqlite  # its plan; that of PostgreSQL follows how many rows there are
@pytest.mark.parametrize("page", PAGES)
def test_every_question_about_articles_is_answered_through_an_index(client, articles, page):
    about = [sql for sql in queries(client, page) if ABOUT.search(sql)]
    steps = [step for sql in about for step in plan(sql)]
    assert steps
    assert [step for step in steps if step.startswith("SCAN") and not READ_WHOLE.match(step)] == []
    assert not any("TEMP B-TREE" in step for sql in about if 'FROM "kb_category"' not in sql for step in plan(sql))


@pytest.mark.parametrize("page", PAGES)
def test_ten_times_the_articles_are_as_many_questions(client, page):
    for number in range(3400, 3406):
        make_article(number, needed=number)
    if "page=" in page:
        page = page.partition("?")[0]
    few = len(queries(client, page))
    for number in range(3406, 3460):
        make_article(number, needed=number)
    assert len(queries(client, page)) == few


@pytest.mark.parametrize("code", CODES)
def test_no_more_rows_are_asked_for_than_are_shown(client, articles, code):
    for page in ("", "recent/", "recent/atom.xml"):
        asked = queries(client, f"/{code}/{page}")
        whole = [sql for sql in asked if ABOUT.search(sql) and "GROUP BY" not in sql]
        assert whole and all("LIMIT" in sql or '"number" IN (' in sql for sql in whole)

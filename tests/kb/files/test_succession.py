"""Where a retired article leads: told with file and line when it leads nowhere, and the load goes on."""

import pytest

from kb.files import check
from kb.files.load import load
from kb.models import Article
from kb.publishing.publish import archive

pytestmark = pytest.mark.django_db
RETIRED = "updated: 2026-11-24\nretired: 2026-11-25\nsuccessor: {successor}\n"


def leads(folder, number, successor):
    for language in ("en", "fr"):
        folder.change(folder.path(number, language), "updated: 2026-11-24\n", RETIRED.format(successor=successor))


def copy(folder, number):
    for language in ("en", "fr"):
        text = folder.read(folder.path(9001, language)).replace("number: 9001", f"number: {number}")
        folder.write(folder.path(number, language), text.replace("do-9001", f"do-{number}"))


def successor(number):
    found = Article.objects.select_related("successor").get(number=number).successor
    return found and found.number


def test_two_articles_that_name_each_other_are_told_of_and_the_rest_is_loaded(folder, told):
    copy(folder, 9003)
    leads(folder, 9001, 9002)
    leads(folder, 9002, 9001)
    report = load(folder.root)
    assert f"{folder.path(9001, 'en')}:13: The successors lead in a circle: KB9001, KB9002, KB9001." in told(
        report.problems
    )
    assert [number for number in (9001, 9002, 9003) if Article.objects.filter(number=number).exists()] == [9003]
    assert [str(each) for each in check.problems(folder.root) if "circle" in each.sentence]


def test_what_was_left_out_is_loaded_once_it_is_put_right(folder, told):
    leads(folder, 9001, 9002)
    leads(folder, 9002, 9001)
    load(folder.root)
    for language in ("en", "fr"):
        folder.change(folder.path(9002, language), "retired: 2026-11-25\nsuccessor: 9001\n", "")
    assert told(load(folder.root).problems) == []
    assert (successor(9001), successor(9002)) == (9002, None)


@pytest.mark.parametrize("way", [(9001, 9002, 9003), (9003, 9002, 9001), (9002, 9003, 9001)])
def test_one_may_lead_to_another_that_leads_on_whatever_their_numbers(folder, told, way):
    copy(folder, 9003)
    leads(folder, way[0], way[1])
    leads(folder, way[1], way[2])
    assert not [each for each in told(load(folder.root).problems) if "retired" in each or "circle" in each]
    assert [successor(number) for number in way] == [way[1], way[2], None]


def test_an_article_that_readers_lost_before_is_nobodys_successor(folder, told):
    load(folder.root)
    archive(Article.objects.get(number=9002))
    leads(folder, 9001, 9002)
    report = load(folder.root)
    assert told(report.problems) == [
        f"{folder.path(9001, 'en')}:13: KB9002 is retired too. Name the article that replaces it now."
    ]
    assert Article.objects.get(number=9001).retired_at is None


GONE = "KB9002 is retired too. Name the article that replaces it now."


@pytest.fixture
def predecessor(folder):
    """KB9001 leads to KB9002, which is retired in its turn: with nothing behind it, or with KB9003."""
    copy(folder, 9003)
    leads(folder, 9001, 9002)
    load(folder.root)

    def retired(behind=None):
        archive(Article.objects.get(number=9002), Article.objects.filter(number=behind).first())
        folder.change(folder.path(9001, "en"), "summary: ", "summary: Now ")
        return folder.path(9001, "en")

    return retired


@pytest.mark.parametrize(("behind", "status"), [(None, 410), (9003, 301)])
def test_an_article_whose_successor_was_retired_later_is_still_edited_with_a_warning(
    folder, told, predecessor, client, behind, status
):
    path = predecessor(behind)
    report = load(folder.root)
    assert report.done == [path]
    assert [(each.path, each.line, each.blocks) for each in report.problems if each.sentence == GONE] == [
        (path, 13, False)
    ]
    article = Article.objects.get(number=9001)
    assert article.summary_en.startswith("Now ") and article.retired_at
    assert successor(9001) == 9002
    assert client.get("/en/kb/9001/").status_code == status
    assert load(folder.root).done == []


def test_it_cannot_be_led_to_another_that_is_retired(folder, told, predecessor):
    path = predecessor()
    archive(Article.objects.get(number=9003))
    for language in ("en", "fr"):
        folder.change(folder.path(9001, language), "successor: 9002", "successor: 9003")
    assert f"{path}:13: {GONE.replace('9002', '9003')}" in told(load(folder.root).problems)
    assert successor(9001) == 9002


def test_a_circle_that_only_the_database_closes_is_told_too(folder, told, predecessor):
    predecessor(9003)
    path = folder.path(9003, "en")
    leads(folder, 9003, 9001)
    report = load(folder.root)
    assert any("KB9003, KB9001, KB9002, KB9003" in each for each in told(report.problems))
    assert successor(9003) is None and path not in report.done

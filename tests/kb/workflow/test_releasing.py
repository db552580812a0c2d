"""From a draft to what readers see, and back."""

from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.models import Article, Edition, PublicationEntry, Significance, Stamp, State
from kb.publishing.publish import NotASuccessor
from kb.workflow import editions, releasing
from kb.workflow.refusals import NotNow, NotReady
from tests.factories import make_article, text_of
from tests.kb.workflow.desk import publish, step, write

pytestmark = pytest.mark.django_db
Action = PublicationEntry.Action
PATH = {"en": "/en/kb/3422/login-3422/", "fr": "/fr/kb/3422/connexion-3422/"}


def logged(article):
    entries = PublicationEntry.objects.filter(article=article).exclude(note="content/").order_by("pk")
    return [(entry.action, entry.language, entry.by_name) for entry in entries]


def find(article, language="en"):
    return editions.find(article, language)


def test_publishing_shows_the_newest_draft_in_its_language_alone(article, client, rita):
    write(article, "en", title="Another title")
    write(article, "fr", title="Autre titre")
    releasing.publish(find(article), by=rita)
    assert b"<h1>Another title</h1>" in client.get(PATH["en"]).content
    assert b"Autre titre" not in client.get(PATH["fr"]).content
    assert (find(article).state, find(article, "fr").state) == (State.PUBLISHED, State.DRAFT)
    assert logged(article) == [(Action.PUBLISHED, "en", "rita")]


def test_a_text_with_errors_is_not_published_and_they_are_told(article):
    write(article, "en", body="## Log in {#log-in}\n\nSee KB424242.\n", title="")
    with pytest.raises(NotReady) as refused:
        releasing.publish(find(article))
    assert {found.problem.code for found in refused.value.found} == {"unknown-article", "empty-field"}
    assert text_of(3422).title == "Login number 3422"
    assert logged(article) == []


def test_warnings_keep_nothing_back(article):
    write(article, "fr", body="## Se connecter {#log-in}\n\nAttention: lisez.\n")
    assert releasing.publish(find(article, "fr"))


def test_the_date_of_the_last_change_moves_with_more_than_a_typo(article):
    before = text_of(3422).updated_at
    step(article, "en", "Confirm", "Confirm it", Significance.TYPO, change="Mended.")
    assert text_of(3422).updated_at == before
    step(article, "en", "Confirm it", "Press OK", Significance.MEDIUM, change="A button has another name.")
    assert text_of(3422).updated_at > before
    assert text_of(3422).change == "A button has another name."


def test_a_changed_address_leads_on_from_the_old_one(article, client):
    publish(article, "en", slug="another-login")
    response = client.get(PATH["en"])
    assert (response.status_code, response["Location"]) == (301, "/en/kb/3422/another-login/")


def test_the_review_goes_from_the_author_to_the_reviewer_and_back(article, anna, rita):
    write(article, "en", anna, title="Another title")
    releasing.submit(find(article), by=anna)
    assert find(article).state == State.REVIEW
    releasing.send_back(find(article), by=rita, note="Say which device.")
    assert find(article).state == State.DRAFT
    releasing.submit(find(article), by=anna)
    releasing.publish(find(article), by=rita)
    assert find(article).state == State.PUBLISHED
    actions = [Action.SUBMITTED, Action.RETURNED, Action.SUBMITTED, Action.PUBLISHED]
    assert logged(article) == [
        (a, "en", who) for a, who in zip(actions, ["anna", "rita", "anna", "rita"], strict=True)
    ]
    assert PublicationEntry.objects.get(action=Action.RETURNED).note == "Say which device."


def test_there_is_nothing_to_submit_or_return_where_nothing_is_new(article):
    with pytest.raises(NotNow):
        releasing.submit(find(article))
    with pytest.raises(NotNow):
        releasing.send_back(find(article))


def test_unpublishing_takes_one_language_away_and_keeps_its_words(article, client, rita):
    releasing.unpublish(find(article, "fr"), by=rita)
    page = client.get("/fr/kb/3422/login-3422/")
    assert (page.status_code, b'lang="en"' in page.content) == (200, True)
    assert client.get(PATH["en"]).status_code == 200
    edition = find(article, "fr")
    assert (edition.state, edition.head.title) == (State.DRAFT, "Connexion numéro 3422")
    with pytest.raises(NotNow):
        releasing.unpublish(edition)


def test_the_newest_draft_of_an_unpublished_text_stands_where_content_files_come_from(article):
    write(article, "fr", title="Brouillon")
    releasing.unpublish(find(article, "fr"))
    assert Article.objects.get(number=3422).title_fr == "Brouillon"


def soon(minutes=5):
    return timezone.now() + timedelta(minutes=minutes)


def test_what_is_due_is_published_and_taken_away_in_the_name_of_who_asked(article, client, rita):
    write(article, "en", title="Another title")
    releasing.schedule(find(article), publish_at=soon(5), expire_at=soon(10), by=rita)
    assert find(article).state == State.SCHEDULED
    assert releasing.publish_due(soon(4)) == []
    (entry,) = releasing.publish_due(soon(6))
    assert (entry.action, entry.note) == (Action.PUBLISHED, "rita")
    assert b"<h1>Another title</h1>" in client.get(PATH["en"]).content
    (entry,) = releasing.publish_due(soon(11))
    assert (entry.action, entry.note) == (Action.EXPIRED, "rita")
    assert not Article.objects.get(number=3422).is_published("en")
    assert releasing.publish_due(soon(12)) == []


def test_what_is_due_but_has_errors_by_then_stays_a_draft_and_the_log_says_so(article):
    make_article(9001)
    write(article, "en", body="## Log in {#log-in}\n\nSee KB9001.\n")
    releasing.schedule(find(article), publish_at=soon(5))
    releasing.archive(Article.objects.get(number=9001))
    (entry,) = releasing.publish_due(soon(6))
    assert (entry.action, entry.note) == (Action.REFUSED, "unknown-article")
    assert find(article).state == State.DRAFT
    assert releasing.publish_due(soon(7)) == []


@pytest.mark.parametrize("when", ["publish_at", "expire_at"])
def test_of_two_processes_that_find_the_same_thing_due_one_does_it(article, monkeypatch, when):
    write(article, "en", title="Another title")
    Edition.objects.filter(language="en").update(**{when: soon(-1)})
    found = {name: releasing._due(**{f"{name}__lte": soon(0)}) for name in ("publish_at", "expire_at")}
    monkeypatch.setattr(releasing, "_due", lambda **asked: deepcopy(found[next(iter(asked)).removesuffix("__lte")]))
    assert [len(releasing.publish_due()), len(releasing.publish_due())] == [1, 0]


def test_what_fails_keeps_nothing_else_from_being_published(article, monkeypatch, caplog):
    other = make_article(2260, history=True)
    for each in (article, other):
        write(each, "en", title="Another title")
    Edition.objects.filter(language="en").update(publish_at=soon(-1))
    publish_one = releasing.publish

    def publish_or_fail(edition, **given):
        if edition.article == article:
            raise RuntimeError("disk full")
        return publish_one(edition, **given)

    monkeypatch.setattr(releasing, "publish", publish_or_fail)
    releasing.publish_due()
    assert find(other).state == State.PUBLISHED
    assert "disk full" in caplog.text
    assert find(article).publish_at  # tried again the next time


def test_a_schedule_for_the_past_or_backwards_or_for_nothing_is_refused(article):
    with pytest.raises(NotNow):
        releasing.schedule(find(article), publish_at=soon(5))  # there is no draft
    write(article, "en", title="Another title")
    for times in ({"publish_at": soon(-1)}, {"publish_at": soon(5), "expire_at": soon(4)}, {"expire_at": soon(-1)}):
        with pytest.raises(NotNow):
            releasing.schedule(find(article), **times)
    assert find(article).publish_at is None


def test_a_schedule_is_cancelled_by_another_without_times(article, rita):
    write(article, "en", title="Another title")
    releasing.schedule(find(article), publish_at=soon(5), by=rita)
    releasing.schedule(find(article), by=rita)
    assert find(article).state == State.DRAFT
    assert [entry[0] for entry in logged(article)] == [Action.SCHEDULED, Action.UNSCHEDULED]


def test_the_command_publishes_what_is_due_and_says_what(article):
    write(article, "en", title="Another title")
    Edition.objects.filter(language="en").update(publish_at=soon(-1))
    out = StringIO()
    call_command("publish_due", stdout=out)
    assert "KB3422 en" in out.getvalue()
    assert Article.objects.get(number=3422).title_en == "Another title"


def test_archiving_leads_on_or_says_gone_and_reviving_brings_both_languages_back(article, client, rita):
    successor = make_article(2260)
    releasing.archive(article, successor, by=rita)
    assert client.get(PATH["en"]).headers["Location"] == "/en/kb/2260/login-2260/"
    releasing.revive(Article.objects.get(pk=article.pk), by=rita)
    assert [client.get(path).status_code for path in PATH.values()] == [200, 200]
    releasing.archive(Article.objects.get(pk=article.pk), by=rita)
    assert [client.get(path).status_code for path in PATH.values()] == [410, 410]
    assert [entry[0] for entry in logged(article)] == [Action.ARCHIVED, Action.REVIVED, Action.ARCHIVED]


def test_an_article_cannot_be_succeeded_by_itself(article):
    with pytest.raises(NotASuccessor):
        releasing.archive(article, article)


def test_every_change_for_readers_is_noticed_by_other_processes(article):
    before = Stamp.current()
    write(article, "en", title="Another title")
    assert Stamp.current() == before
    releasing.publish(find(article))
    assert Stamp.current() > before


def test_the_log_is_only_added_to(article, rita):
    publish(article, "en", rita, title="Another title")
    entry = PublicationEntry.objects.latest("pk")
    with pytest.raises(TypeError):
        entry.save()
    rita.delete()
    assert PublicationEntry.objects.latest("pk").by_name == "rita"

"""Threads at the desk: on the page of the text and its form, before it is published, and who may say something."""

import pytest
from django.test import Client

from kb.models import Thread
from kb.workflow import editions, threads
from tests.kb.board.test_bulk import Bulk
from tests.kb.board.test_page import opened, words
from tests.kb.conftest import member
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


class Page:
    def __init__(self, person, article, language="en", interface="en") -> None:
        self.client = Client()
        self.client.force_login(person)
        self.article = article
        self.url = f"/{interface}/admin/kb/article/{article.pk}/text/{language}/"

    def html(self) -> str:
        return self.client.get(self.url).content.decode()

    def post(self, address: str, **sent):
        return self.client.post(f"{self.url}threads/{address}", sent, follow=True)


def test_it_is_opened_answered_and_resolved_on_the_page_of_the_text(article, anna, rita):
    page = Page(rita, article)
    answer = page.post("", quote="Type your name.", text="Which <b>name</b>? @anna")
    assert answer.redirect_chain[-1][0].endswith("/text/en/#threads")
    thread = Thread.objects.get()
    html = Page(anna, article).html()
    assert "Which &lt;b&gt;name&lt;/b&gt;?" in html and "Type your name.</blockquote>" in html
    assert "Which &lt;b&gt;name" in opened(anna, "mine/")
    Page(anna, article).post(f"{thread.pk}/reply/", text="The user name.")
    page.post(f"{thread.pk}/resolve/")
    assert "Resolved by rita" in page.html() and "to answer" not in words(opened(anna, "mine/"))


def test_words_that_are_not_there_are_told_beside_the_field_and_nothing_typed_is_lost(article, rita):
    answer = Page(rita, article).post("", quote="Nowhere", text="Long thoughts.")
    html = answer.content.decode()
    assert answer.status_code == 422 and "These words are not in the newest draft." in html
    assert "Long thoughts.</textarea>" in html and "Nowhere</textarea>" in html


@pytest.mark.parametrize("sent", [{"text": ""}, {"text": "x" * 2001}, {"text": "x", "quote": "x" * 301}])
def test_too_little_and_too_much_are_refused(article, rita, sent):
    assert Page(rita, article).post("", **sent).status_code == 422
    assert not Thread.objects.exists()


def test_an_empty_answer_is_told(article, english, rita):
    thread = threads.begin(english, "One?", by=rita)
    answer = Page(rita, article).post(f"{thread.pk}/reply/", text="  ")
    assert [str(message) for message in answer.context["messages"]] == ["This field is required."]
    assert thread.comments.count() == 1


def test_the_form_shows_the_open_ones_with_their_passage(article, english, anna, rita):
    done = threads.begin(english, "Done with.", by=rita)
    threads.resolve(done, by=rita)
    threads.begin(english, "Which name?", "Type your name.", by=rita)
    client = Client()
    client.force_login(anna)
    html = client.get(f"/en/admin/kb/article/{article.pk}/change/").content.decode()
    assert "1 thread is not resolved." in html and "Which name?" in html and "Done with." not in html


def test_who_publishes_is_warned_before_and_after(article, english, anna, rita):
    threads.begin(english, "Which name?", by=anna)
    write(article, "en", by=anna, title="New")
    page = Page(rita, article)
    html = page.html()
    assert html.index("1 thread is not resolved.") < html.index("Publish revision 2")
    bulk = Bulk(rita, article)
    assert "1 thread is not resolved." in bulk.asks("publish")
    head = editions.find(article, "en").head_id
    answer = page.client.post(f"{page.url}publish/", {"head": head}, follow=True)
    told = [str(message) for message in answer.context["messages"]]
    assert "1 thread on it is not resolved: English." in told
    assert editions.find(article, "en").published_id == head, "it warns, and keeps nobody from it"


def test_who_may_only_look_reads_and_says_nothing(article, english, rita, fabien):
    thread = threads.begin(english, "Which name?", by=rita)
    tom = member("tom", "Trainers")
    html = Page(tom, article).html()
    assert "Which name?" in html and "kb_thread" not in html and "thread-begin" not in html
    for address in ("", f"{thread.pk}/reply/", f"{thread.pk}/resolve/"):
        assert Page(tom, article).post(address, text="x").status_code == 403
    assert Page(fabien, article).post(f"{thread.pk}/resolve/").status_code == 403, "it is not his to close"
    assert Page(fabien, article).post(f"{thread.pk}/reply/", text="I ask too.").status_code == 200
    assert Page(rita, article, "fr").post(f"{thread.pk}/reply/", text="x").status_code == 404, "of another text"


def test_the_page_says_it_in_french_too(article, english, rita):
    threads.begin(english, "Which name?", by=rita)
    html = Page(rita, article, interface="fr").html()
    assert ">Discussions</h2>" in html and "Répondre" in html and "Reply" not in html

"""The digest by e-mail: what is in it, when, for whom, and that a real mail server gets it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.test import Client
from django.utils import timezone

from kb.admin.notices import digest
from kb.models import Preference, Significance
from kb.workflow import assignments, editions, releasing, threads
from kb.workflow.board import news
from tests.browser.serving import free_port
from tests.factories import make_article
from tests.kb.conftest import member
from tests.kb.workflow.desk import step, write

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)


class Inbox:
    """Takes letters, or refuses them: all by what it `says`, or those to the addresses in `refused`."""

    def __init__(self) -> None:
        self.letters: list = []
        self.says = "250 OK"
        self.refused: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.says.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.says


@contextmanager
def mail_server():
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


@pytest.fixture
def inbox(settings):
    with mail_server() as (inbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield inbox


def wants(person, **values) -> Preference:
    person.email = f"{person.username}@team.example"
    person.save()
    return Preference.objects.create(person=person, **{"digest": True, "digest_hour": 7, "language": "en", **values})


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def html_of(letter) -> str:
    return letter.get_body(("html",)).get_content()


def returned(article, anna, rita, note="Say <which> button."):
    write(article, "en", by=anna, title="Another title")
    releasing.submit(editions.find(article, "en"), by=anna)
    releasing.send_back(editions.find(article, "en"), by=rita, note=note)


def test_it_comes_at_the_chosen_hour_once_a_day_in_plain_text_and_html(inbox, article, anna, rita):
    wants(anna)
    returned(article, anna, rita)
    assert digest.send(MORNING.replace(hour=6)) == 0
    assert digest.send(MORNING) == 1 and digest.send(MORNING + timedelta(hours=5)) == 0
    (letter,) = inbox.letters
    assert letter["To"] == "anna@team.example" and letter["Subject"] == "1 thing is waiting for you"
    assert letter["Auto-Submitted"] == "auto-generated"
    page = f"/en/admin/kb/article/{article.pk}/text/en/"
    assert "Say <which> button." in text_of(letter) and page in text_of(letter)
    assert "Say &lt;which&gt; button." in html_of(letter) and f'{page}"' in html_of(letter)
    assert "/en/admin/kb/article/board/preferences/" in text_of(letter)
    assert digest.send(MORNING + timedelta(days=1)) == 1


def test_every_kind_is_told_in_the_language_of_the_person(inbox, article, anna, fabien, rita):
    wants(fabien, language="fr")
    wants(rita, language="fr")
    step(article, "en", "Confirm.", "Tap it.", Significance.MAJOR, by=anna)
    other = make_article(1, languages=["en"], history=True)
    assignments.assign(other, "fr", fabien, MORNING.date() - timedelta(days=1), by=rita)
    threads.begin(editions.find(article, "fr"), "Bonjour @fabien.", by=anna)
    write(article, "fr", by=anna, title="Nouveau")
    releasing.submit(editions.find(article, "fr"), by=anna)
    assert digest.send(MORNING) == 2
    letters = {letter["To"]: text_of(letter) for letter in inbox.letters}
    his, hers = letters["fabien@team.example"], letters["rita@team.example"]
    for words in ("Bonjour fabien", "en retard", "KB1 ", "anna: Bonjour @fabien.", "KB3422"):
        assert words in his
    assert "À relire par vous" in hers and "/fr/admin/" in hers
    assert "waiting" not in his + hers


def test_what_others_did_is_told_once_and_is_no_reason_to_say_that_something_waits(
    inbox, article, anna, fabien, rita
):
    for person, language in ((anna, "en"), (fabien, "fr")):
        wants(person, language=language, zone="Europe/Paris")
    write(article, "en", by=anna, title="Another title")
    releasing.publish(editions.find(article, "en"), by=rita)
    write(article, "en", by=rita, title="A third title", comment="Say <which>.")
    releasing.publish(editions.find(article, "en"), by=rita)
    write(article, "fr", by=fabien, title="Un titre")
    now = timezone.now() + timedelta(days=1)
    assert digest.send(now.replace(hour=12)) == 1
    [hers] = inbox.letters
    assert hers["To"] == "anna@team.example"
    assert hers["Subject"] == "What others did with your texts"
    assert "What others did" in text_of(hers) and "waiting for you at" not in text_of(hers)
    assert "revision 3 saved · rita, " in text_of(hers) and "Say <which>." in text_of(hers)
    assert "Say &lt;which&gt;." in html_of(hers) and "What others did" in html_of(hers)
    assert digest.send(now.replace(hour=12) + timedelta(days=1)) == 0
    write(article, "fr", by=rita, title="Un autre titre")
    releasing.publish(editions.find(article, "fr"), by=rita)
    assert digest.send(now.replace(hour=12) + timedelta(days=2)) == 1
    his = inbox.letters[-1]
    assert his["To"] == "fabien@team.example" and "Ce que les autres ont fait" in text_of(his)


def test_what_was_read_on_the_board_is_not_sent(inbox, article, anna, rita):
    wants(anna)
    write(article, "en", by=anna, title="Another title")
    releasing.publish(editions.find(article, "en"), by=rita)
    news.mark_read(anna, timezone.now())
    assert digest.send(timezone.now().replace(hour=12)) == 0


def test_news_that_the_mail_server_did_not_take_come_the_next_time(inbox, article, anna, rita):
    wants(anna)
    write(article, "en", by=anna, title="Another title")
    releasing.publish(editions.find(article, "en"), by=rita)
    inbox.says, noon = "451 later", timezone.now().replace(hour=12) + timedelta(days=1)
    assert digest.send(noon) == 0
    inbox.says = "250 OK"
    assert digest.send(noon) == 1 and "What others did" in text_of(inbox.letters[0])


def test_nobody_is_written_to_who_did_not_ask_or_has_nothing_to_do_or_left(inbox, article, anna, fabien, rita):
    returned(article, anna, rita)
    anna.email = "anna@team.example"
    anna.save()
    wants(fabien)
    gone = wants(member("gone"))
    gone.person.is_active = False
    gone.person.save()
    assert digest.send(MORNING) == 0 and not inbox.letters
    Preference.objects.create(person=anna, digest=False)
    assert digest.send(MORNING) == 0


def test_the_hour_is_that_of_the_persons_zone(inbox, article, anna, rita):
    wants(anna, zone="America/New_York")
    returned(article, anna, rita)
    assert digest.send(MORNING) == 0, "it is half past two there"
    assert digest.send(MORNING.replace(hour=12)) == 1


def test_without_a_mail_server_nothing_leaves(settings, article, anna, rita):
    settings.EMAIL_HOST = ""
    wants(anna)
    returned(article, anna, rita)
    assert digest.send(MORNING) == 0 and mail.outbox == []


def test_what_the_server_refuses_is_sent_the_next_time(inbox, article, anna, rita, caplog):
    wants(anna)
    returned(article, anna, rita)
    inbox.says = "451 try again"
    assert digest.send(MORNING) == 0 and "no digest left" in caplog.text
    inbox.says = "250 OK"
    assert digest.send(MORNING + timedelta(minutes=1)) == 1 and len(inbox.letters) == 1


def both_have_work(article, anna, rita):
    wants(anna)
    wants(rita)
    returned(article, anna, rita)
    write(article, "fr", by=anna, title="Un autre titre")
    releasing.submit(editions.find(article, "fr"), by=anna)


@pytest.mark.parametrize(("says", "tried"), [("550 no such person", False), ("450 not now", True)])
def test_an_address_that_the_server_refuses_keeps_nobody_else_from_theirs(
    inbox, article, anna, rita, caplog, says, tried
):
    """The refused one is the first: what it is told for good it is told again the next day."""
    both_have_work(article, anna, rita)
    inbox.refused["anna@team.example"] = says
    assert digest.send(MORNING) == 1 and "no digest left for anna" in caplog.text
    assert [letter["To"] for letter in inbox.letters] == ["rita@team.example"]
    inbox.refused.clear()
    assert digest.send(MORNING + timedelta(minutes=1)) == tried
    assert digest.send(MORNING + timedelta(days=1)) == 2


def test_an_address_that_no_letter_can_have_keeps_nobody_else_from_theirs(inbox, article, anna, rita):
    both_have_work(article, anna, rita)
    anna.email = "anna@team.example\nBcc: all@example.org"
    anna.save()
    assert digest.send(MORNING) == 1 and inbox.letters[0]["To"] == "rita@team.example"


def test_a_server_that_is_not_there_is_no_fault_of_the_job(settings, article, anna, rita, caplog):
    with mail_server() as (_inbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    wants(anna)
    returned(article, anna, rita)
    assert digest.send(MORNING) == 0 and "no digest left" in caplog.text


def test_a_long_list_ends_with_how_many_more_there_are(inbox, anna, rita):
    wants(rita)
    for number in range(1, 24):
        article = make_article(number, history=True)
        write(article, "en", by=anna, title="Another title")
        releasing.submit(editions.find(article, "en"), by=anna)
    assert digest.send(MORNING) == 1
    said = text_of(inbox.letters[0])
    assert said.count("\n- KB") == 20 and "… and 3 more" in said
    assert inbox.letters[0]["Subject"] == "23 things are waiting for you"


def test_a_line_break_in_a_title_makes_no_header(inbox, article, anna, rita):
    wants(anna)
    returned(article, anna, rita, note="one\nBcc: all@example.org")
    assert digest.send(MORNING) == 1
    assert inbox.letters[0]["Bcc"] is None


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_person_chooses_it_on_a_page_of_their_own(settings, anna, language):
    settings.EMAIL_HOST = ""
    client = Client()
    client.force_login(anna)
    url = f"/{language}/admin/kb/article/board/preferences/"
    html = client.get(url).content.decode()
    assert {"en": "No mail server is set up", "fr": "Aucun serveur de messagerie"}[language] in html
    sent = {"zone": "Europe/Zurich", "digest": "on", "digest_hour": "9", "language": "fr"}
    assert client.post(url, sent).status_code == 302
    (saved,) = Preference.objects.values_list("person", "zone", "digest", "digest_hour", "language")
    assert saved == (anna.pk, "Europe/Zurich", True, 9, "fr")
    assert client.post(url, {**sent, "zone": "Atlantis", "digest_hour": "25"}).status_code == 422
    assert Preference.objects.count() == 1

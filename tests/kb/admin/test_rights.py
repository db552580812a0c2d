"""Who may do what at the desk: every address that takes a POST, by everybody who has an account.

A deed changes rows for those named beside it and for nobody else; an address that is no deed changes none. An address that is
added without being one or the other fails the last test.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from PIL import Image

from auth_demo.models import LearningPlatform
from kb.files import conflicts
from kb.files.lists import history, slices
from kb.files.lists.kinds import BY_KEY
from kb.images import store
from kb.models import (
    AccessToken,
    Article,
    AskedSearch,
    Assignment,
    Category,
    Comment,
    ContentFile,
    DealtSearch,
    Edition,
    Elsewhere,
    FactsEdition,
    FactsRevision,
    FailedSearch,
    Picture,
    PinnedAnswer,
    Preference,
    PreviewLink,
    PublicationEntry,
    Revision,
    Rules,
    SavedFilter,
    ShownPicture,
    SignIn,
    Tag,
    Thread,
    WordList,
    WordRevision,
)
from kb.publishing import previews
from kb.publishing.facts import Facts
from kb.workflow import agencies, editions, facts, releasing, threads, tokens
from kb.workflow.groups import REVIEWERS, TRAINERS, editors_of
from tests.factories import make_article, make_category, make_tag
from tests.kb.conftest import member
from tests.kb.desk.test_form import Desk
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db

ROWS: tuple[type[Model], ...] = (
    AccessToken,
    Article,
    AskedSearch,
    Assignment,
    Category,
    Comment,
    ContentFile,
    DealtSearch,
    Edition,
    Elsewhere,
    FactsEdition,
    FactsRevision,
    FailedSearch,
    Group,
    LearningPlatform,
    Picture,
    PinnedAnswer,
    Preference,
    PreviewLink,
    PublicationEntry,
    Revision,
    Rules,
    SavedFilter,
    ShownPicture,
    SignIn,
    Tag,
    Thread,
    User,
    WordList,
    WordRevision,
)
# The gardener writes French, and an administrator gave them every right of Django's own; the head publishes besides.
ROLES = ["anna", "fabien", "gardener", "rita", "head", "tom", "pat", "root"]
ROOT = {"root"}
PUBLISHERS = ROOT | {"rita", "head"}
EN, FR = PUBLISHERS | {"anna"}, PUBLISHERS | {"fabien", "gardener"}
DISCUSS = EN | FR
SEE = DISCUSS | {"tom"}
HEADS, TRUSTED = ROOT | {"head"}, ROOT | {"head", "gardener"}


@dataclass(frozen=True)
class Deed:
    """A POST to an address below /en/admin/ once something is `given`, and those who change something by it."""

    name: str
    address: str
    by: set[str]
    sent: dict[str, Any] = field(default_factory=dict)
    given: str = ""

    def __str__(self) -> str:
        return self.name


def text(action: str, en: set[str] | None, fr: set[str], given: str = "", **sent: Any) -> list[Deed]:
    """In each language; the source has fewer deeds."""
    return [
        Deed(
            f"{action} {code}",
            f"kb/article/{{article}}/text/{code}/{action}/",
            by,
            {"head": f"{{head_{code}}}", **sent},
            given,
        )
        for code, by in (("en", en), ("fr", fr))
        if by
    ]


TOMORROW = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
NEW = {"form": "add", "category": "{category}"}
SURE = {"post": "yes"}
AWAY = {"title_en": "Other", "title_fr": "Autre"}
SECRET = {"password1": "n" * 20, "password2": "n" * 20, "usable_password": "true"}


def chosen(action: str, row: str) -> dict[str, str]:
    return {"action": action, "_selected_action": row, **SURE}


BULK = "kb/article/board/bulk/"
FILTERS = "kb/article/board/filters/"


def bulk(deed: str, code: str = "", **more: str) -> dict[str, str]:
    key = f"{{edition_{code}}}-{{head_{code}}}"
    return {"deed": deed, "chosen": "{article}", "confirmed": "yes", "key": key, "language": code, **more}


PLATFORM = {
    "title": "School",
    "issuer": "https://school.example",
    "client_id": "client",
    "deployments": "1",
    **{f"{name}_url": "https://school.example/x" for name in ("login", "token", "keys")},
}
WORDS = "kb/article/words/tags/"
NEW_TAG = "- key: zz\n  name:\n    en: Z\n    fr: Z\n"

DEEDS = [
    *text("submit", EN, FR, "draft"),
    *text("return", PUBLISHERS, PUBLISHERS, "submitted"),
    *text("publish", PUBLISHERS, PUBLISHERS, "draft"),
    *text("unpublish", PUBLISHERS, PUBLISHERS),
    *text("schedule", PUBLISHERS, PUBLISHERS, "draft", publish_at=TOMORROW),
    *text("assign", EN, FR, **{"assign-en-person": "{root}", "assign-fr-person": "{root}"}),
    *text("up-to-date", None, FR, "source moved on", source="{head_en}"),
    *text("lead", None, PUBLISHERS),
    *text("restore", EN, FR, "draft", revision="1"),
    *text("preview", EN, FR),
    *text("bring-in", None, FR, file="po"),
    Deed(
        "preferences",
        "kb/article/board/preferences/",
        set(ROLES),
        {"zone": "UTC", "digest": "on", "digest_hour": 7, "language": "fr"},
    ),
    Deed("say that one has read the news", "kb/article/board/news/read/", SEE, {"until": "2026-11-24T10:00:00Z"}),
    Deed("make a token", "kb/article/board/tokens/", DISCUSS, {"name": "A script"}),
    Deed("revoke one's token", "kb/article/board/tokens/{token_own}/revoke/", DISCUSS),
    Deed("revoke a colleague's token", "kb/article/board/tokens/{token_other}/revoke/", set()),
    Deed("deal with a search", "kb/article/board/searches/deal/", EN, {"deal": "en:in vain"}, "searched"),
    Deed("deal with a French search", "kb/article/board/searches/deal/", FR, {"deal": "fr:en vain"}, "searched"),
    Deed("keep a filter", f"{FILTERS}keep/", SEE, {"name": "Mine", "query": "language=fr"}),
    Deed("drop one's own filter", f"{FILTERS}{{filter_own}}/drop/", SEE),
    Deed("drop a shared filter", f"{FILTERS}{{filter_shared}}/drop/", PUBLISHERS),
    Deed("drop a colleague's filter", f"{FILTERS}{{filter_other}}/drop/", set()),
    *text("threads", DISCUSS, DISCUSS, text="Why?"),
    Deed("answer", "kb/article/{article}/text/en/threads/{thread}/reply/", DISCUSS, {"text": "Because."}),
    Deed("resolve", "kb/article/{article}/text/en/threads/{thread}/resolve/", EN),
    Deed("assign many", BULK, EN, bulk("assign", "en", key="{article}-en", person="{root}")),
    Deed("submit many", BULK, EN, bulk("submit", "en"), "draft"),
    Deed("publish many", BULK, PUBLISHERS, bulk("publish", "fr"), "draft"),
    Deed("untag many", BULK, EN | FR, bulk("untag", key="{article}-{facts}", tag="sls")),
    Deed(
        "settle a conflict of files",
        "kb/article/board/files/3422/fr/database/",
        PUBLISHERS,
        {"state": "{conflict}"},
        "conflict",
    ),
    Deed("publish facts of many", BULK, PUBLISHERS, bulk("facts", key="{article}-{facts}"), "facts"),
    Deed("publish facts", "kb/article/{article}/facts/publish/", PUBLISHERS, {"head": "{facts}"}, "facts"),
    Deed("restore facts", "kb/article/{article}/facts/restore/", EN | FR, {"revision": 1}, "facts"),
    Deed("delete a draft", "kb/article/{slip}/delete/", EN, SURE),
    Deed("archive", "kb/article/{article}/archive/", PUBLISHERS, {"note": "merged"}),
    Deed("revive", "kb/article/{article}/revive/", PUBLISHERS, given="archived"),
    Deed("save en", "kb/article/{article}/change/", EN, {"form": "change", "title_en": "Other"}),
    Deed("save fr", "kb/article/{article}/change/", FR, {"form": "change", "title_fr": "Autre"}),
    Deed("save facts", "kb/article/{article}/change/", EN | FR, {"form": "change", "needed": "7"}),
    Deed("begin en", "kb/article/add/", EN, {**NEW, "source_language": "en", "title_en": "Other"}),
    Deed("begin fr", "kb/article/add/", FR, {**NEW, "source_language": "fr", "title_fr": "Autre"}),
    Deed("link en", "kb/previewlink/add/", EN, {"article": "{article}", "days": 3, "language": "en"}),
    Deed("link fr", "kb/previewlink/add/", FR, {"article": "{article}", "days": 3, "language": "fr"}),
    Deed("revoke en", "kb/previewlink/", EN, chosen("revoke", "{link_en}")),  # anna made it
    Deed("revoke fr", "kb/previewlink/", PUBLISHERS, chosen("revoke", "{link_fr}")),  # a colleague made it
    Deed("picture en", "kb/picture/add/", EN, {"key": "window", "alt": "A", "file": "picture", "language": "en"}),
    Deed("picture fr", "kb/picture/upload/", FR, {"key": "window", "alt": "A", "file": "picture", "language": "fr"}),
    Deed("picture again", "kb/picture/{older}/again/", EN),
    Deed("rules", "kb/rules/{rules}/change/", TRUSTED, {"two_people": "on"}),
    Deed("delete picture en", "kb/picture/{picture_en}/delete/", HEADS, SURE),
    Deed("delete picture fr", "kb/picture/{picture_fr}/delete/", TRUSTED, SURE),
    Deed("delete pictures", "kb/picture/", HEADS, chosen("delete_selected", "{picture_en}")),
    Deed(
        "change a row of words",
        f"{WORDS}rows/all/",
        PUBLISHERS,
        {"key": "other", "name_en": "Other", "name_fr": "Autre"},
    ),
    Deed("move a row of words", "kb/article/words/categories/move/", PUBLISHERS, {"row": "{words_row}", "to": "up"}),
    Deed("change the text of a list", f"{WORDS}text/", PUBLISHERS, {"text": "{words_text}", "base": 1}),
    Deed(
        "remove a row of words",
        "kb/article/words/categories/rows/all/{words_row}/",
        PUBLISHERS,
        {"row": "{words_row}", "remove": "y"},
    ),
    Deed("restore a list", f"{WORDS}restore/", PUBLISHERS, {"revision": 1}, "words"),
    Deed("publish a list", f"{WORDS}publish/", PUBLISHERS, {"head": 2}, "words wait"),
    Deed("settle a list", f"{WORDS}settle/database/", PUBLISHERS, {"state": "{words_state}"}, "words conflict"),
    Deed("elsewhere", "kb/elsewhere/{away}/change/", HEADS, {"number": 3234, **AWAY}),
    Deed("new elsewhere", "kb/elsewhere/add/", HEADS, {"number": 3235, **AWAY}),
    Deed("delete elsewhere", "kb/elsewhere/{away}/delete/", HEADS, SURE),
    Deed("delete a search", "kb/failedsearch/{search}/delete/", TRUSTED, SURE),
    Deed("delete a count", "kb/askedsearch/{asked}/delete/", TRUSTED, SURE),
    Deed(
        "add a synonym",
        "kb/askedsearch/synonym/",
        PUBLISHERS,
        {"language": "en", "words": "parrotlike", "alike": "budgerigar"},
    ),
    Deed("pin en", "kb/pinnedanswer/add/", PUBLISHERS, {"language": "en", "terms": "lost", "article": "{article}"}),
    Deed("pin fr", "kb/pinnedanswer/add/", PUBLISHERS, {"language": "fr", "terms": "perdu", "article": "{article}"}),
    Deed(
        "change a pin",
        "kb/pinnedanswer/{pin}/change/",
        PUBLISHERS,
        {"language": "en", "terms": "stolen", "article": "{article}"},
    ),
    Deed(
        "a question en", "kb/askedsearch/question/", EN, {"language": "en", "question": "Where?", "article": "3422"}
    ),
    Deed("a question fr", "kb/askedsearch/question/", FR, {"language": "fr", "question": "Où ?", "article": "3422"}),
    Deed("delete a pin", "kb/pinnedanswer/{pin}/delete/", PUBLISHERS, SURE),
    Deed("new person", "auth/user/add/", TRUSTED, {"username": "mallory", **SECRET}),
    Deed("person", "auth/user/{spare_person}/change/", TRUSTED, {"username": "other", "is_superuser": "on"}),
    Deed("person's password", "auth/user/{spare_person}/password/", TRUSTED, SECRET),
    Deed("delete a person", "auth/user/{spare_person}/delete/", TRUSTED, SURE),
    Deed("superuser's name", "auth/user/{boss}/change/", ROOT, {"username": "mallory", "is_superuser": "on"}),
    Deed("superuser's password", "auth/user/{boss}/password/", ROOT, SECRET),
    Deed("delete a superuser", "auth/user/{boss}/delete/", ROOT, SURE),
    Deed("delete superusers", "auth/user/", ROOT, chosen("delete_selected", "{boss}")),
    Deed("new group", "auth/group/add/", TRUSTED, {"name": "Others"}),
    Deed("group", "auth/group/{group}/change/", TRUSTED, {"name": "Others"}),
    Deed("delete a group", "auth/group/{group}/delete/", TRUSTED, SURE),
    Deed("new platform", "auth_demo/learningplatform/add/", TRUSTED, PLATFORM | {"client_id": "another"}),
    Deed("platform", "auth_demo/learningplatform/{platform}/change/", TRUSTED, PLATFORM),
    Deed("delete a platform", "auth_demo/learningplatform/{platform}/delete/", TRUSTED, SURE),
]
# Addresses that change nothing, no matter who posts to them: they only show, or refuse.
SHOWN = [
    "",
    "tables/",
    "system/",
    "kb/article/",
    "kb/article/{article}/history/",
    "kb/article/{article}/delete/",
    "kb/article/{article}/",
    "kb/article/board/",
    "kb/article/board/mine/",
    "kb/article/board/files/",
    "kb/article/board/contributions/",
    "kb/article/words/",
    "kb/article/words/stopwords/",
    "kb/article/words/synonyms/rows/en/",
    "kb/article/{article}/text/en/",
    "kb/article/{article}/facts/",
    "kb/rules/",
    "kb/rules/add/",
    *(f"kb/rules/{{rules}}/{what}" for what in ("", "history/", "delete/")),
    "kb/article/{article}/text/fr/out/po/",
    *(
        f"kb/article/editor/{name}/"
        for name in ("preview", "articles", "demos", "pictures", "paragraph", "translation", "session", "here")
    ),
    *(f"kb/picture/{{picture_en}}/{what}" for what in ("", "history/", "change/")),
    *(f"kb/previewlink/{{link_en}}/{what}" for what in ("", "history/", "change/", "delete/")),
    *(f"kb/category/{{category}}/{what}" for what in ("", "history/", "change/", "delete/")),
    *(f"kb/tag/{{tag}}/{what}" for what in ("", "history/", "change/", "delete/")),
    *(f"kb/elsewhere/{{away}}/{what}" for what in ("", "history/")),
    *(f"kb/failedsearch/{{search}}/{what}" for what in ("", "history/", "change/")),
    *(f"kb/{kind}/" for kind in ("category", "tag", "elsewhere", "failedsearch", "publicationentry", "signin")),
    *(f"kb/{kind}/add/" for kind in ("category", "tag", "failedsearch")),
    *(f"kb/askedsearch/{{asked}}/{what}" for what in ("", "history/", "change/")),
    "kb/askedsearch/add/",
    *(f"kb/pinnedanswer/{{pin}}/{what}" for what in ("", "history/")),
    *(f"kb/{kind}/" for kind in ("askedsearch", "pinnedanswer")),
    *(f"kb/publicationentry/{what}" for what in ("add/", "1/", "1/history/", "1/change/", "1/delete/")),
    "kb/delivery/",
    *(f"kb/delivery/{what}" for what in ("add/", "1/", "1/history/", "1/change/", "1/delete/")),
    *(f"kb/signin/{what}" for what in ("add/", "1/", "1/history/", "1/change/", "1/delete/")),
    *(f"auth/user/{{spare_person}}/{what}" for what in ("", "history/")),
    *(f"auth/group/{{group}}/{what}" for what in ("", "history/")),
    "auth/group/",
    *(f"auth_demo/{kind}/{what}" for kind in ("sandbox", "event", "attempt") for what in ("", "add/")),
    *(
        f"auth_demo/{kind}/1/{what}"
        for kind in ("sandbox", "event", "attempt")
        for what in ("", "history/", "change/", "delete/")
    ),
    "auth_demo/learningplatform/",
    *(f"auth_demo/learningplatform/{{platform}}/{what}" for what in ("", "history/")),
    "autocomplete/",
    "jsi18n/",
    "r/1/1/",
    "kb/",
    "nowhere",
]
# One's own account, no matter who one is: tests/kb/staff.
OWN = {"password/", "single-sign-on/", "second-factor/", "security/", "login/", "logout/", "password_change/"}


def member_with_everything(name: str, *groups: str) -> User:
    person = member(name, *groups)
    person.user_permissions.set(Permission.objects.exclude(codename__regex="^(edit|publish)_"))
    return person


MAKE: dict[str, Callable[[], User]] = {
    "anna": lambda: member("anna", editors_of("en")),
    "fabien": lambda: member("fabien", editors_of("fr")),
    "gardener": lambda: member_with_everything("gardener", editors_of("fr")),
    "rita": lambda: member("rita", REVIEWERS),
    "head": lambda: member_with_everything("head", REVIEWERS),
    "tom": lambda: member("tom", TRAINERS),
    "pat": lambda: member("pat"),
    "root": lambda: User.objects.create_superuser("root"),
}


class World:
    """Everybody, an article in both languages, and a row of each kind."""

    def __init__(self, role: str, given: str = "") -> None:
        self.person = MAKE[role]()
        self.anna = self.person if role == "anna" else member("anna", editors_of("en"))
        self.article = make_article(3422, history=True, tags=["sls"])
        make_article(2260)
        self.arrange(given)
        self.rows = self.make_rows()
        if given == "conflict":  # the article of the tests and the file of the site's own
            self.rows["conflict"] = SimpleNamespace(pk=conflicts.find(settings.CONTENT_DIR)[-1].state)
        self.add_words(given)
        self.client = Client()
        self.client.force_login(self.person)

    def add_words(self, given: str) -> None:
        """The lists as the tables have them; with `given`, one that somebody else has changed since."""
        kind = BY_KEY["tags"]
        history.current(kind)
        history.current(BY_KEY["categories"])
        for key in ("stopwords", "synonyms"):  # who looks first begins them
            history.current(BY_KEY[key])
        if given in ("words", "words wait"):
            Rules.objects.update(two_people=given == "words wait")
            history.edit(kind, lambda text: text + NEW_TAG, by=self.rows["boss"])
            Rules.objects.update(two_people=False)
        text = history.current(kind).head.text
        [row] = slices.rows(text, ())[:1]
        last = slices.rows(history.current(BY_KEY["categories"]).head.text, ())[-1]
        found = {"words_row": last.key, "words_tag": row.key, "words_text": text + NEW_TAG, "words_state": ""}
        if given == "words conflict":
            found["words_state"] = next(
                c for c in conflicts.find_lists(settings.CONTENT_DIR) if c.path == kind.name
            ).state
        self.rows |= {name: SimpleNamespace(pk=value) for name, value in found.items()}

    def edition(self, code: str) -> Edition:
        found = editions.find(self.article, code)
        assert found
        return found

    def arrange(self, given: str) -> None:
        if given in {"draft", "submitted"}:
            for code in ("en", "fr"):
                write(self.article, code, summary="Draft.")
                if given == "submitted":
                    releasing.submit(self.edition(code))
        if given == "facts":
            edition = facts.of(self.article)
            facts.save(self.article, replace(Facts.of(edition.head), needed=7), based_on=edition.head)
        if given == "source moved on":
            publish(self.article, "en", summary="Moved on.")
        if given == "archived":
            releasing.archive(self.article)
        if given == "searched":
            for code, terms in (("en", "in vain"), ("fr", "en vain")):
                FailedSearch.objects.create(language=code, terms=terms)

    def make_rows(self) -> dict[str, Any]:
        makers = {"en": self.anna, "fr": member("spare")}
        links = {code: previews.make(self.edition(code), by=maker)[0] for code, maker in makers.items()}
        kept = {
            code: store.keep(content=picture(), name="a.png", key=f"spare-{code}", language=code, alt="A")
            for code in ("en", "fr")
        }
        older = store.keep(content=picture(), name="a.png", key="older", language="en", alt="A")
        store.keep(content=picture(), name="a.png", key="older", language="en", alt="B")
        filters = (("own", self.person, False), ("shared", makers["fr"], True), ("other", makers["fr"], False))
        return {
            **{
                f"filter_{key}": SavedFilter.objects.create(owner=owner, name=key, query="q=x", is_shared=shared)
                for key, owner, shared in filters
            },
            **{
                f"token_{key}": tokens.make(owner, key)[0]
                for key, owner in (("own", self.person), ("other", makers["fr"]))
            },
            "article": self.article,
            "facts": facts.of(self.article).head,
            "older": older,
            "rules": Rules.objects.create(),
            **{f"head_{code}": self.edition(code).head for code in ("en", "fr")},
            **{f"edition_{code}": self.edition(code) for code in ("en", "fr")},
            **{f"link_{code}": link for code, link in links.items()},
            **{f"picture_{code}": row for code, row in kept.items()},
            "thread": threads.begin(self.edition("en"), "Why?", by=makers["fr"]),
            "slip": self.slip(),
            "category": make_category(),
            "spare": make_category("spare"),
            "tag": make_tag(),
            "away": Elsewhere.objects.create(number=3234, title_en="Away", title_fr="Ailleurs"),
            "asked": AskedSearch.objects.create(language="en", terms="nothing", day=timezone.localdate()),
            "platform": LearningPlatform.objects.create(**PLATFORM | {"title": "Before"}),
            "pin": PinnedAnswer.objects.create(language="en", terms="card", key="card", article=self.article),
            "search": FailedSearch.objects.create(language="en", terms="nothing"),
            "spare_person": makers["fr"],
            "root": User.objects.create_superuser("chief"),
            "boss": User.objects.create_superuser("boss"),
            "group": Group.objects.get(name=TRAINERS),
        }

    def slip(self) -> Article:
        """A draft that no reader has seen."""
        article = make_article(12, languages=["en"], history=True)
        edition = editions.find(article, "en")
        assert edition
        releasing.unpublish(edition)
        PublicationEntry.objects.filter(article=article).delete()
        return article

    def filled(self, wanted: str) -> str:
        return wanted.format(**{name: row.pk for name, row in self.rows.items()})

    def fields(self, sent: dict[str, Any]) -> dict[str, Any]:
        """`sent` with its names filled in; a form is sent as a superuser has it, no matter who sends it."""
        sent = dict(sent)
        form, file = sent.pop("form", ""), sent.pop("file", "")
        found: dict[str, Any] = {}
        if form:
            boss = self.rows["boss"]
            found = Desk(boss, self.article if form == "change" else None).shown()
            found |= {"number": 9123} if form == "add" else {}
        if file == "picture":
            found["file"] = SimpleUploadedFile("a.png", picture(), "image/png")
        if file == "po":
            po = agencies.take_out(self.article, "fr").replace("Validez.", "Confirmez.")
            found["file"] = SimpleUploadedFile("a.po", po.encode())
        return found | {name: self.filled(str(value)) for name, value in sent.items()}

    def post(self, address: str, **sent: Any) -> int:
        return self.client.post(f"/en/admin/{self.filled(address)}", sent).status_code


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """Every row in every language, but for when each person signed in."""
    found = {}
    for model in ROWS:
        columns = [each.attname for each in model._meta.concrete_fields if each.name != "last_login"]
        found[model.__name__] = list(model._default_manager.order_by("pk").values_list("pk", *columns))
        for each in model._meta.many_to_many:
            through = getattr(model, each.name).through
            found[f"{model.__name__}.{each.name}"] = list(through._default_manager.order_by("pk").values_list())
    return found


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def undone(world: World):
    """What is written meanwhile is taken back, a new session's key too: a world is dear to make."""
    key = world.client.cookies[settings.SESSION_COOKIE_NAME].value
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    world.client.cookies[settings.SESSION_COOKIE_NAME] = key


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("given", sorted({deed.given for deed in DEEDS}))
def test_a_deed_is_done_by_those_who_may(given, role):
    world = World(role, given)
    before, wrong = everything(), []
    for deed in [deed for deed in DEEDS if deed.given == given]:
        with undone(world):
            status = world.post(deed.address, **world.fields(deed.sent))
            if (everything() != before) is not (role in deed.by) or status >= 500:
                wrong.append((deed.name, status))
            if (
                role != "root"
                and User.objects.filter(is_superuser=True).exclude(username__in=["boss", "chief"]).exists()
            ):
                wrong.append((deed.name, "makes a superuser"))
    assert not wrong, f"{wrong}"


@pytest.mark.parametrize("role", ["gardener", "pat", "root"])
def test_an_address_that_only_shows_changes_nothing(role):
    world = World(role)
    before, wrong = everything(), []
    for address in SHOWN:
        with undone(world):
            status = world.post(address, language="fr", title="x", body="x", key="x", q="x")
            if everything() != before or status >= 500:
                wrong.append((address, status))
    assert not wrong, f"{wrong}"


def routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        found += [route] if isinstance(entry, URLPattern) else routes(entry, route)
    return found


def test_every_address_of_the_desk_is_a_deed_or_shows(db):
    world = World("root")
    known = {world.filled(address) for address in [*SHOWN, *(deed.address for deed in DEEDS)]}
    resolver = get_resolver()
    covered = {resolver.resolve(f"/en/admin/{address}").route for address in known}
    ours = [route for route in routes(resolver) if route.startswith("en/admin/")]
    left = {route for route in ours if not any(route.startswith(f"en/admin/{own}") for own in OWN)} - covered
    assert {route for route in left if "app_label" not in route} == set()  # a part of the overview

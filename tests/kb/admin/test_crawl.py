"""Everybody walks every address of the desk, by GET and by a POST of nothing: nothing breaks, and what is refused says so as this site does.

The addresses come from the resolver (tests/kb/admin/test_rights.py sees to it that none is missing), the rows are in every state.
"""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from kb.models import Article
from kb.publishing import previews
from kb.workflow import editions, releasing
from tests.factories import make_article
from tests.kb.admin.test_rights import DEEDS, MAKE, SHOWN, World, media, undone  # noqa: F401
from tests.kb.conftest import member
from tests.kb.workflow.desk import publish, write

pytestmark = pytest.mark.django_db

ANSWERS = {200, 302, 403, 404, 405, 410, 422}
ADDRESSES = sorted({*SHOWN, *(deed.address for deed in DEEDS)})
OF_AN_ARTICLE = [address for address in ADDRESSES if "{article}" in address]
LISTS = [address for address in ADDRESSES if address.startswith("kb/") and address.count("/") == 2]
# What a list or a board is asked for by an old bookmark, a cut address or a stranger.
QUERIES = ["q=%00", "q=" + "x" * 500, "p=-1", "p=x", "p=99999", "o=x", "o=99.-99", "id__exact=x", "e=1", "_popup=1", "all=", "language=xx", "state=xx", "sort=xx", "page=0", "page=x", "number=" + "9" * 30]  # fmt: skip
ROWS_THAT_ARE_NOT = ["0", "999999999", "9" * 30, "x", "%00", "1_2F", "-1"]


def looker(*codenames: str) -> User:
    user = member("looker")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def with_prefix(prefix: str) -> User:
    user = member("looker")
    user.user_permissions.set(Permission.objects.filter(codename__startswith=prefix))
    return user


MORE = {
    "who may see all": lambda: with_prefix("view_"),
    "who may add all": lambda: with_prefix("add_"),
    "who may change all": lambda: with_prefix("change_"),
    "who may delete all": lambda: with_prefix("delete_"),
    "who may see articles": lambda: looker("view_article"),
    "who may change articles": lambda: looker("change_article"),
    "who may write French": lambda: looker("edit_fr"),
    "who may publish French": lambda: looker("publish_fr", "view_article"),
    "a reader with an account": lambda: User.objects.create_user("reader"),
}


@pytest.fixture
def world(request, monkeypatch):
    for name, make in MORE.items():
        monkeypatch.setitem(MAKE, name, make)
    return World(request.param)


def in_every_state(world: World) -> list[Article]:
    """Articles: a draft of both languages, submitted, behind its source, never published, in one language, scheduled, archived."""
    drafted, submitted, behind, scheduled, archived = (
        make_article(number, history=True) for number in range(9101, 9106)
    )
    new = make_article(9106, history=True, published=False)
    alone = make_article(9107, languages=["fr"], source="fr", history=True)
    bare = make_article(9108, languages=["en"], published=False)
    for article in (drafted, submitted):
        for code in ("en", "fr"):
            write(article, code, summary="Draft.")
    releasing.submit(editions.find(submitted, "en"))
    publish(behind, "en", summary="Moved on.")
    previews.make(editions.find(scheduled, "fr"), by=world.anna)
    releasing.archive(archived)
    return [drafted, submitted, behind, scheduled, archived, new, alone, bare]


def look(client: Client, wrong: list, address: str, by: str = "get", language: str = "en") -> None:
    try:
        answer = getattr(client, by)(f"/{language}/admin/{address}")
    except Exception as error:
        wrong.append((by, address, f"{type(error).__name__}: {error}"[:150]))
        return
    if answer.status_code not in ANSWERS:
        wrong.append((by, address, answer.status_code))
    elif answer.status_code in {403, 404, 410} and not is_ours(answer, language):
        wrong.append((by, address, answer.status_code, "says nothing as this site does"))


def is_ours(answer, language: str) -> bool:
    """A page in the reader's language with this site's own style, or a sentence for a script."""
    if answer.headers["Content-Type"].startswith("application/json"):
        return bool(answer.json())
    page = answer.content.decode()
    return f'lang="{language}"' in page and "<h1" in page and "css/" in page


EVERYBODY = [*MAKE, *MORE]


@pytest.mark.parametrize("world", EVERYBODY, indirect=True)
def test_nothing_breaks_for_anybody(world):
    wrong = []
    for address in ADDRESSES:
        with undone(world):
            look(world.client, wrong, world.filled(address))
        with undone(world):
            look(world.client, wrong, world.filled(address), "post", "fr")
    for article in in_every_state(world):
        for address in OF_AN_ARTICLE:
            heads = {f"head_{code}": article for code in ("en", "fr")}
            with undone(world):
                filled = address.format(**{n: r.pk for n, r in (world.rows | heads | {"article": article}).items()})
                look(world.client, wrong, filled, language="fr")
    assert wrong == []


@pytest.mark.parametrize("world", ["tom", "anna", "root", "who may see all"], indirect=True)
def test_nothing_breaks_at_an_address_that_was_cut_or_made_up(world):
    wrong = []
    for address in [*LISTS, "kb/article/board/", "kb/article/board/mine/", "auth/user/", "auth/group/"]:
        for query in QUERIES:
            look(world.client, wrong, f"{address}?{query}")
    for address in ADDRESSES:
        name = next((part for part in address.split("/") if part.startswith("{")), "")
        for row in ROWS_THAT_ARE_NOT if name else []:
            look(world.client, wrong, address.replace(name, row))
    assert wrong == []


# A script asks whether one is still signed in, and who else is here: it is told, and led nowhere.
ASKED_BY_SCRIPTS = {"kb/article/editor/session/", "kb/article/editor/here/"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_is_not_signed_in_is_led_to_the_door(db, language):
    world = World("root")
    wrong = []
    for address in ADDRESSES:
        answer = Client().get(f"/{language}/admin/{world.filled(address)}")
        if answer.status_code not in {302, 404} and address not in ASKED_BY_SCRIPTS:
            wrong.append((address, answer.status_code))
    assert wrong == []

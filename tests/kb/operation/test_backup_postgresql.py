"""A backup of a PostgreSQL database is made while others write, is whole or none, and comes back into an empty one."""

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from kb.base import vault
from kb.operation import backup, engines
from kb.search import index
from kb.search.query import search
from tests import conftest
from tests.factories import make_article
from tests.kb.operation.test_backup import OWNER, PURPOSE

pytestmark = pytest.mark.postgresql


@pytest.fixture
def site(tmp_path, settings, real_database):
    """A site with an account, an article, a picture and a sealed secret; the folder that has its files."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.VAULT_KEY = "the key of this site"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "card.webp").write_bytes(b"a picture")
    get_user_model().objects.create_user("lena", first_name=vault.seal_text(b"secret", owner=OWNER, purpose=PURPOSE))
    make_article(3422, title_en="Log in with the card")
    return tmp_path


@pytest.fixture
def elsewhere(tmp_path_factory, settings, django_db_blocker):
    """An empty database and folder are the site's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    name = conftest.databases.empty(f"{conftest.databases.NAME}_{uuid4().hex[:12]}")

    def move():
        settings.DATA_DIR, settings.MEDIA_ROOT, settings.VAULT_KEY = folder, folder / "media", "another"
        return conftest.on_database(name)

    yield move
    conftest.databases.drop(name)


def names():
    return list(get_user_model().objects.order_by("pk").values_list("username", flat=True))


def test_it_comes_back_into_an_empty_place_as_it_was(site, tmp_path_factory, elsewhere, settings):
    secrets = tmp_path_factory.mktemp("safe") / "secrets"
    made = backup.make(tmp_path_factory.mktemp("backups"), secrets=secrets)
    get_user_model().objects.create_user("later")
    with elsewhere():
        assert backup.restore(made, secrets=secrets) is None
        settings.VAULT_KEY = (settings.DATA_DIR / "vault-key").read_text()
        lena = get_user_model().objects.get()
        assert vault.unseal_text(lena.first_name, owner=OWNER, purpose=PURPOSE) == b"secret"
        assert (settings.MEDIA_ROOT / "card.webp").read_bytes() == b"a picture"
        assert index.ready()
        assert [each.number for each in search("card", "en").results] == [3422]
        get_user_model().objects.create_user("next")
        assert names() == ["lena", "next"]
    assert names() == ["lena", "later"]


def test_what_is_there_is_kept_aside_and_only_if_that_is_asked_for(site, tmp_path_factory):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    get_user_model().objects.create_user("later")
    with pytest.raises(engines.BackupError, match="--replace"):
        backup.restore(made)
    aside = backup.restore(made, replace=True)
    assert names() == ["lena"]
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT username FROM "{aside.name}".auth_user ORDER BY id')
        assert cursor.fetchall() == [("lena",), ("later",)]


def test_what_is_not_committed_is_not_in_it(site, tmp_path_factory):
    """pg_dump is another session; it neither waits nor sees what is half done."""
    with transaction.atomic():
        get_user_model().objects.create_user("half")
        made = backup.make(tmp_path_factory.mktemp("backups"))
    backup.restore(made, replace=True)
    assert names() == ["lena"]


def test_one_that_was_cut_short_is_refused_and_changes_nothing(site, tmp_path_factory):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    dump = made / "site.dump"
    dump.write_bytes(dump.read_bytes()[:-2000])
    with pytest.raises(engines.BackupError, match="damaged"):
        backup.restore(made, replace=True)
    with pytest.raises(engines.BackupError):
        engines.PostgreSQL().check(dump)
    assert names() == ["lena"]


def test_a_backup_of_the_other_kind_is_refused_by_name(site, tmp_path_factory):
    made = backup.make(tmp_path_factory.mktemp("backups"))
    (made / "site.dump").rename(made / "site.sqlite3")
    with pytest.raises(engines.BackupError):
        backup.restore(made, replace=True)
    assert names() == ["lena"]


def test_without_the_client_programs_one_line_says_what_to_install(site, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("PATH", str(site))
    target = tmp_path_factory.mktemp("backups")
    with pytest.raises(engines.BackupError, match="postgresql-client"):
        backup.make(target)
    assert list(target.iterdir()) == []


def test_no_password_is_among_the_arguments(site, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "correct horse")
    assert "correct horse" not in " ".join(engines._place())

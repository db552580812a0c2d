from kb.models import Elsewhere
from kb.publishing.shelf import Held, Shelf, Text
from tests.factories import make_article

BOTH = {"en": Text("Card", "card", frozenset({"step-1"})), "fr": Text("Carte", "carte")}


def test_a_link_shows_the_title_in_its_own_language():
    target = Held(3422, "en", BOTH).target("fr")
    assert (target.title, target.language, target.url) == ("Carte", "fr", "/fr/kb/3422/carte/")


def test_a_link_falls_back_to_the_source_language_and_stays_in_its_own_address():
    target = Held(3422, "en", {"en": BOTH["en"]}).target("fr")
    assert (target.title, target.language, target.url) == ("Card", "en", "/fr/kb/3422/card/")


def test_an_article_without_readers_is_nothing_to_link_to():
    assert Held(3422, "en", {}).target("en") is None


def test_a_number_held_elsewhere_has_a_title_and_no_address():
    shelf = Shelf(elsewhere={3234: {"en": "Notifications", "fr": "Les notifications"}})
    target = shelf.target(3234, "fr")
    assert (target.title, target.language, target.url) == ("Les notifications", "fr", None)


def test_an_article_held_here_comes_before_its_title_elsewhere():
    shelf = Shelf({3422: Held(3422, "en", BOTH)}, {3422: {"en": "Away"}})
    assert shelf.target(3422, "en").url


def test_anchors_can_be_known_before_they_are_stored():
    shelf = Shelf({3422: Held(3422, "en", BOTH)}).with_anchors(3422, "fr", ["step-9"])
    assert shelf.target(3422, "fr").steps == {"step-9"}
    assert shelf.target(3422, "en").steps == {"step-1"}
    assert shelf.with_anchors(1, "en", []) == shelf


def test_it_is_filled_in_two_queries_however_many_links_there_are(db, django_assert_num_queries):
    for number in range(9001, 9006):
        make_article(number)
    Elsewhere.objects.create(number=3234, title_en="Notifications", title_fr="Les notifications")
    with django_assert_num_queries(2):
        shelf = Shelf.from_database([3234, 4, *range(9001, 9006)])
    assert shelf.target(9005, "fr").title == "Connexion numéro 9005"
    assert shelf.target(3234, "fr").title == "Les notifications"
    assert shelf.target(4, "fr") is None


def test_drafts_are_nothing_to_link_to(db):
    make_article(9001, published=False)
    assert Shelf.from_database([9001]).target(9001, "en") is None

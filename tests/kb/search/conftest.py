import pytest

from kb.search import index
from tests.factories import make_article, readers_see


@pytest.fixture
def library(db):
    """Five articles about logging in, indexed in both languages; the last in English alone."""

    def add(number, en, fr=None, **options):
        languages = ["en", "fr"] if fr else ["en"]
        texts = {"languages": languages, "published": True}
        article = make_article(number, **texts, **options)
        for language, (title, summary, body) in {"en": en, "fr": fr}.items() if fr else {"en": en}.items():
            passages = [{"anchor": "", "text": summary}, {"anchor": "step-2", "text": body}]
            index.put(readers_see(article, language, title=title, summary=summary, passages=passages))

    add(
        3422,
        (
            "Secure Login with Digital Security Card+",
            "Log in with the card.",
            "Press press until PIN> shows, then CHALLNG>.",
        ),
        (
            "Connexion sécurisée avec la Digital Security Card+",
            "Se connecter avec la carte.",
            "Appuyez jusqu’à PIN>, puis CHALLNG>.",
        ),
    )
    add(
        3196,
        (
            "How to enable SMS",
            "Get a security code by text message.",
            "Read the Confirm Code, tap Generate Response.",
        ),
        (
            "Activer la double authentification par SMS",
            "Recevoir un code par SMS.",
            "Lisez le code de confirmation de l’évènement.",
        ),
    )
    add(
        9001,
        ("IB Key without notifications", "When no notification arrives.", "The Response String has 8 digits."),
        (
            "L’authentification sans notifications",
            "Quand aucune notification n’arrive.",
            "La chaîne de réponse a 8 chiffres, œuvre.",
        ),
    )
    add(
        3073,
        ("Move to a new smartphone", "Migrate to a new phone.", "Your SMS goes to the old card."),
        ("Transférer vers un nouveau smartphone", "Changer de téléphone.", "Le SMS part vers l’ancien numéro."),
    )
    add(975, ("Return a parcel", "Send the parcel back by post.", "Use a padded envelope with a zebra stamp."))


@pytest.fixture
def numbers():
    return lambda results: [result.number for result in results]

"""script/wording.py: phrases that a reader stumbles over are found, and what is right is left alone."""

import importlib.util
import sys

import pytest
from django.conf import settings

PATH = settings.BASE_DIR / "script" / "wording.py"
spec = importlib.util.spec_from_file_location("wording", PATH)
wording = sys.modules["wording"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(wording)

PATTERNS = wording.with_glossary(wording.PATTERNS, wording.GLOSSARY.read_text(encoding="utf-8"))


def said(text, language):
    return [fault.said for fault in wording.faults(text, language, PATTERNS)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The six digits that stand in the login window."),
        ("en", "Whoever has the number has the codes."),
        ("en", "Install apps only from your phone’s own shop."),
        ("en", "The code is good for ten minutes."),
        ("en", "Have the device restored."),
        ("en", "Tap the notice at the top."),
        ("en", "Begin afresh."),
        ("en", "When the new card has come, log in."),
        ("en", "PIN> wants your PIN."),
        ("en", "Press one of the two signs."),
        ("en", "A new code can be had in 1:30."),
        ("en", "Type your user name and password, then “Login”."),
        ("en", "You can ask every 2 minutes at most."),
        ("en", "The verifier says no."),
        ("en", "In life you call the number on your bill."),
        ("en", "Our sources do not say."),
        ("en", "Enrol your phone."),
        ("en", "What is sought in vain is counted."),
        ("en", "“x” is no address."),
        ("en", "It is none of them."),
        ("en", "“x” is on none of the screens."),
        ("en", "“updated” lies before “published”."),
        ("en", "Facts, alike in every language."),
        ("en", "You can log in meanwhile."),
        ("en", "Changed lately."),
        ("en", "Take the tag away from these."),
        ("en", "That request has the wrong form."),
        ("en", "The file’s name says something else."),
        ("en", "Scan the code once more."),
        ("en", "No messages are sent any more."),
        ("en", "The login then goes on."),
        ("en", "Go on with step 4."),
        ("en", "What its picture says, behind “alt:”."),
        ("en", "What the picture says, for who does not see it."),
        ("en", "I am travelling."),
        ("en", "Take it into use"),
        ("en", "This is not my problem"),
        ("en", "How long the digits are still good."),
        ("en", "Choose another hour, or stop these letters"),
        ("en", "Never give a code to someone who calls."),
        ("fr", "L’application est à même de répondre."),
        ("fr", "Procédez à la vérification du numéro, procéder à l’activation."),
        ("fr", "Comment adresser ce problème."),
        ("fr", "Un résumé par courriel."),
        ("fr", "Des images à téléverser."),
        ("fr", "Scannez le QR code."),
        ("fr", "Le téléphone n’a pas Internet."),
        ("fr", "Ne communiquez jamais ce code à un inconnu."),
        ("fr", "Ce qui est cherché en vain est compté."),
        ("fr", "Cette demande n’a pas la bonne forme."),
        ("fr", "Il peut être remis en circulation."),
        ("fr", "Choisissez «\u00a0Se connecter\u00a0»."),
        ("fr", "<p>Qui possède ce lien le voit.</p>"),
        ("fr", "Ce que dit l’image, pour qui ne la voit pas."),
        ("fr", "Touchez l’avis en haut."),
        ("fr", "Ouvrez la boutique de votre téléphone."),
        ("fr", "Le dernier signe de la barre."),
        ("fr", "Attendez : toutes les 2 minutes au plus."),
        ("fr", "Avant de le faire pour de vrai."),
        ("fr", "La salle d’entraînement est complète."),
        ("fr", "Un code vaut deux minutes."),
        ("fr", "Une demande que vous n’avez pas lancée se refuse."),
        ("fr", "Appuyez sur la touche de mise en marche."),
        ("fr", "Code Challenge\u00a0: 481203. À la carte maintenant."),
        ("fr", "Qui a le numéro a les codes."),
        ("fr", "Le vérificateur refuse."),
        ("fr", "Restez prudent."),
        ("fr", "Saisissez votre mot de passe, puis «\u00a0Se connecter\u00a0»."),
        ("fr", "IB Key est déjà active."),
        ("fr", "Comptez 5 jours ouvrables."),
    ],
)
def test_what_is_not_written_is_found(language, text):
    assert said(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Exemplar stands for IBKR Mobile."),
        ("en", "Press “Amira K.”, then “Login”."),
        ("en", "A login asks for the code and is good practice."),
        ("en", "Type your user name, then press “Login”."),
        ("en", "Tap [[Enrol in the shop]]."),
        ("en", "A signature, the workshop, a standing order, photos."),
        ("en", "The call comes within a minute."),
        ("en", "What you can do in the meantime."),
        ("en", "There is no account behind this page."),
        ("en", "There is no article here. It is no longer valid."),
        ("en", "Take it away with you."),
        ("en", "Is my phone still good enough? Send the letters and digits."),
        (
            "en",
            "Never give a code to anyone over the phone, not even to someone who claims to be from Client Services.",
        ),
        ("fr", "Ne communiquez jamais ce code par téléphone, même à quelqu’un qui se dit du Service clientèle."),
        ("fr", "Adressez-vous à elle. Adresser un message."),
        ("fr", "Touchez [[QR CODE]], sous le code QR."),
        ("fr", "Qui se connecte\u00a0?"),
        ("fr", "La page qui s’ouvre demande le code."),
        ("fr", "Choisissez «\u00a0Paramètres\u00a0», puis «\u00a0Paramètres utilisateurs\u00a0»."),
        ("fr", "IB Key est actif sur ce téléphone."),
        ("fr", "L’application IB Key est installée."),
        ("fr", "Il se refuse à répondre."),
        ("en", "Le vérificateur"),
    ],
)
def test_what_is_right_is_left_alone(language, text):
    assert said(text, language) == []


def test_every_pattern_can_be_read_and_says_what_to_write_instead():
    assert set(wording.PATTERNS) == {code for code, _name in settings.LANGUAGES}
    assert all(better for each in wording.PATTERNS.values() for better in each.values())


def test_texts_are_read_from_content_and_from_catalogues(tmp_path):
    demo, article = tmp_path / "content" / "demos" / "one.yaml", tmp_path / "content" / "articles" / "KB1" / "fr.md"
    catalogue = tmp_path / "auth_demo" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    for path, text in (
        (demo, "steps:\n- title: {en: One, fr: Un}\n  labels: {en: [Shop], fr: [Boutique]}\n"),
        (article, "## Deux\n"),
        (catalogue, 'msgid "Three"\nmsgstr "Trois"\n'),
    ):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    assert {(text.language, text.text) for text in wording.texts(tmp_path) if text.text} == {
        ("en", "One"),
        ("fr", "Un"),
        ("fr", "## Deux"),
        ("en", "Three"),
        ("fr", "Trois"),
    }


@pytest.mark.parametrize(
    "remark",
    [
        "# Whoever signs in has shown it.",
        "// The phone begins anew.",
        "/* A new code can be had. */",
        "What is sought, and what was waited for in vain.",
        "What stands in the frame; the line stands below it.",
        "There is none any more.",
        "# In life its owner knows the PIN.",
        "/* Colours of its own. */",
        "Handed out at enrolment.",
    ],
)
def test_what_a_comment_does_without_is_found(remark):
    assert list(wording.faults(remark, wording.COMMENT, {wording.COMMENT: wording.COMMENTS}))


@pytest.mark.parametrize(
    "remark",
    [
        "# The clock stands still, as it stood before.",
        "// phone.enrolment-done is an event.",
        "It is in its place any more than the other.",
        "# SMS stands for text message; what stands for it is a number.",
    ],
)
def test_what_a_comment_may_say_is_left_alone(remark):
    assert not list(wording.faults(remark, wording.COMMENT, {wording.COMMENT: wording.COMMENTS}))


def test_comments_and_docstrings_are_read_and_code_is_not(tmp_path):
    for name, text in (
        ("kb/one.py", '"""One.\n\nTwo."""\n\nX = "three"  # Four\n\n\ndef five():\n    """Six."""\n'),
        ("static/js/one.js", "// Seven\nconst at = 'https://eight'; /* Nine,\nten */\n"),
        ("static/css/one.css", "/* Eleven */\n.twelve {}\n"),
        ("static/vendor/one.js", "// Thirteen\n"),
        ("kb/migrations/one.py", "# Fourteen\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert {(each.place, each.text) for each in wording.remarks(tmp_path) if each.text} == {
        ("kb/one.py:1", "One."),
        ("kb/one.py:3", "Two."),
        ("kb/one.py:5", "# Four"),
        ("kb/one.py:9", "Six."),
        ("static/js/one.js:1", "// Seven"),
        ("static/js/one.js:2", "/* Nine,"),
        ("static/js/one.js:3", "ten */"),
        ("static/css/one.css:1", "/* Eleven */"),
    }

"""The search page. What people search for may be private, so no shared cache keeps it."""

from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urlencode

from django.db import Error
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base.clients import client_key
from kb.base.compression import compressed
from kb.base.languages import codes
from kb.base.patience import impatient
from kb.search import devices, failures, log
from kb.search.plan import clean
from kb.search.query import Answer, numbers_of
from kb.search.query import search as ask
from kb.text.folding import fold
from kb.text.numbers import parse_number
from kb.web import errors
from kb.web.allowance import TooMany, spend_search
from kb.web.choices import choices
from kb.web.finding import Gone, elsewhere, find, near
from kb.web.page import PageHead
from kb.web.related import Card, away_card, cards_of

RESULTS = 30
BEST, MOST_ASKED = 3, 4  # results whose questions are shown, and how many questions
CONTACT = 9006  # the article about getting help from people, once there is one
LONGEST = 200  # characters: the field's own limit; more is cut off


@require_safe
@compressed
def search(request: HttpRequest) -> HttpResponseBase:
    language = get_language() or ""
    text = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
    if text:
        try:
            spend_search(request)
        except TooMany as refusal:
            return errors.too_many(request, text, refusal)
    number = parse_number(text)
    path = path_of(number, language) if number is not None else None
    response = HttpResponseRedirect(path) if path else page(request, text, number, language)
    patch_cache_control(response, private=True, max_age=60)
    return response


def path_of(number: int, language: str) -> str | None:
    """Where a number typed on its own leads straight away: to its article, if there is one."""
    try:
        article = find(number)
    except Gone as gone:
        article = gone.article
        return article_path(article.number, None, language)
    text = article.reading(language) if article else None
    return article_path(text.number, text.slug, language) if text else None


def page(request: HttpRequest, text: str, number: int | None, language: str) -> HttpResponseBase:
    asked = request.GET.get("device")
    device = asked if asked in devices.KEYS else None
    answer = ask(text, language, limit=RESULTS, device=device) if text else None
    has_results = bool(answer and answer.results)
    if answer:
        count(answer, whose=client_key(request))
    context = {
        "asked": asked_too(answer) if answer else [],
        "page": PageHead(description=_("Search the articles."), index=False),
        "query": text,
        "answer": answer,
        "number": number,
        "devices": device_choices(answer, device, text) if answer else [],
        "away": away_cards(text, language),
        "near": cards_of(near(number), language) if number is not None and elsewhere(number) is None else [],
        "helps": not has_results or bool(answer and answer.is_poor),
        "question": choices().opening(language),
        "contact": cards_of([CONTACT], language),
        "needed": [] if has_results else errors.most_needed(errors.MOST_NEEDED),
    }
    return render(request, "kb/search.html", context)


@dataclass(frozen=True)
class Asked:
    """A question, and the article that answers it."""

    text: str
    url: str


def asked_too(answer: Answer) -> list[Asked]:
    """What else people ask that the best results answer, a question of each in turn."""
    best = answer.results[:BEST]
    turns = zip_longest(*([Asked(text, each.path) for text in each.questions] for each in best))
    said = fold(answer.query).rstrip(" ?")
    found = [each for turn in turns for each in turn if each and fold(each.text).rstrip(" ?") != said]
    return found[:MOST_ASKED]


def count(answer: Answer, *, whose: str) -> None:
    """For editors to see; a reader gets the page in any case, and does not wait for it."""
    try:
        with impatient():
            log.asked(answer.query, answer.language, whose=whose)
            if not answer.results:
                elsewhere = bool(answer.other_language)
                failures.record(answer.query, answer.language, whose=whose, elsewhere=elsewhere)
    except Error:
        return


@dataclass(frozen=True)
class DeviceChoice:
    name: str
    url: str
    chosen: bool


def device_choices(answer: Answer, device: str | None, text: str) -> list[DeviceChoice]:
    """What the results may be narrowed down to: nothing, where they are about one device at most."""
    names = {"ios": _("iPhone"), "android": _("Android"), "card": _("Security card")}
    offered = [key for key in devices.KEYS if key in answer.devices]
    if len(offered) < 2 and not device:
        return []
    address = f"{reverse('kb:search')}?{urlencode({'q': text})}"
    every = DeviceChoice(_("All devices"), address, device is None)
    return [every, *(DeviceChoice(names[key], f"{address}&device={key}", key == device) for key in offered)]


def away_cards(text: str, language: str) -> list[Card]:
    """The articles named in `text` that this site does not hold, but knows the titles of."""
    found = []
    for number in dict.fromkeys(each.number for each in numbers_of(clean(text)) if each.named):
        known = elsewhere(number)
        titles = {code: errors.title_in(known, code) for code in codes()} if known else {}
        found.append(away_card(number, language, titles) if known else None)
    return [card for card in found if card]

"""The search page. What people search for may be private, so no shared cache keeps it."""

from django.db import Error
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.addresses import article_path
from kb.base.clients import client_key
from kb.base.compression import compressed
from kb.base.languages import codes
from kb.base.patience import impatient
from kb.search import failures
from kb.search.query import search as ask
from kb.text.numbers import parse_number
from kb.web import errors
from kb.web.allowance import TooMany, spend_search
from kb.web.choices import choices
from kb.web.finding import Gone, elsewhere, find, near
from kb.web.page import PageHead
from kb.web.related import away_card, cards_of

RESULTS = 30
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
    reading = article.reading_language(language) if article else None
    if article is None or reading is None:
        return None
    return article_path(article.number, article.text("slug", reading), language)


def page(request: HttpRequest, text: str, number: int | None, language: str) -> HttpResponseBase:
    answer = ask(text, language, limit=RESULTS) if text else None
    if answer and not answer.results:
        count_failure(text, language, whose=client_key(request), elsewhere=bool(answer.other_language))
    context = {
        "page": PageHead(description=_("Search the articles."), index=False),
        "query": text,
        "answer": answer,
        "found": bool(answer and (answer.results or answer.other_language)),
        "question": choices().opening(language),
        **around_number(number, language),
        **({} if answer and answer.results else {"needed": errors.most_needed(errors.MOST_NEEDED)}),
    }
    return render(request, "kb/search.html", context)


def count_failure(text: str, language: str, *, whose: str, elsewhere: bool) -> None:
    """For editors to see; a reader gets the page in any case, and does not wait for it."""
    try:
        with impatient():
            failures.record(text, language, whose=whose, elsewhere=elsewhere)
    except Error:
        return


def around_number(number: int | None, language: str) -> dict[str, object]:
    """For a number without an article: its title if it is held elsewhere, else the numbers near it."""
    if number is None:
        return {}
    known = elsewhere(number)
    if known:
        titles = {code: errors.title_in(known, code) for code in codes()}
        return {"number": number, "away": away_card(number, language, titles)}
    return {"number": number, "near": cards_of(near(number), language)}

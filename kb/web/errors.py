"""Pages for what is not there: each says what is wrong, in the reader's language, and where to go on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kb.base.languages import codes, column
from kb.base.waits import retry_after
from kb.models import Article, Elsewhere, Reference
from kb.models.article import reading
from kb.web.allowance import TooMany
from kb.web.finding import elsewhere, near
from kb.web.page import PageHead
from kb.web.related import Card, away_card, cards_of

HEAD = PageHead(index=False)
MOST_NEEDED = 5
MOST_MENTIONS = 8
MOST_BESIDE = 20  # of a retired article's category; the category's own page has them all


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", {"page": HEAD, "needed": most_needed(MOST_NEEDED)}, status=404)


def unknown_number(request: HttpRequest, number: int) -> HttpResponse:
    """A number that this site does not hold: it may be the broker's, else a slip; near ones are offered."""
    language = get_language() or ""
    known = elsewhere(number)
    titles = {code: title_in(known, code) for code in codes()}
    context = {
        "page": HEAD,
        "number": number,
        "away": away_card(number, language, titles) if known else None,
        "mentions": mentions(number, language) if known else [],
        "near": [] if known else cards_of(near(number), language),
    }
    return render(request, "kb/unknown_number.html", context, status=404)


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    language = get_language() or ""
    titles = {text.language: text.title for text in article.published_texts.all()}  # those that readers had
    beside = Article.objects.readable().filter(category=article.category).values_list("number", flat=True)
    context = {
        "page": HEAD,
        "article": article,
        "title": reading(titles, language, article.source_language) or "",
        "near": cards_of(beside[:MOST_BESIDE], language),
    }
    return render(request, "kb/gone.html", context, status=410)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"page": HEAD}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"page": HEAD}, status=403)


def too_many(request: HttpRequest, text: str, refusal: TooMany) -> HttpResponse:
    """`text` was not searched for. Asks nothing of the database: a refusal is cheap."""
    response = render(request, "kb/too_many.html", {"page": HEAD, "query": text, "detail": refusal}, status=429)
    response["Retry-After"] = retry_after(refusal.wait)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what failed."""
    return render(request, "500.html", {"page": HEAD}, status=500)


def most_needed(count: int) -> list[Card]:
    numbers = Article.objects.readable().most_needed().values_list("number", flat=True)
    return cards_of(numbers[:count], get_language() or "")


def mentions(number: int, language: str) -> list[Card]:
    sources = Reference.objects.filter(target=number).values("source")
    numbers = Article.objects.readable().filter(pk__in=sources).values_list("number", flat=True)
    return cards_of(numbers[:MOST_MENTIONS], language)


def title_in(known: Elsewhere | None, code: str) -> str | None:
    return getattr(known, column("title", code), None)

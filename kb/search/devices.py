"""Which device an article is about, by its tags and category: a reader with an iPhone can leave out the others."""

from collections.abc import Collection, Mapping

from kb.models import Article

TAGS = {"ios": "ios", "android": "android"}
CATEGORIES = {"security-card": "card"}
KEYS = ("ios", "android", "card")


def of(numbers: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The devices of each of `numbers` that is about some and not about all."""
    found: dict[int, set[str]] = {}
    if numbers:
        articles = Article.objects.filter(number__in=numbers).order_by()
        for number, category, tag in articles.values_list("number", "category__key", "tags__key"):
            about = found.setdefault(number, set())
            about.update(filter(None, (CATEGORIES.get(category), TAGS.get(tag))))
    return {number: frozenset(about) for number, about in found.items() if about and about != set(KEYS)}

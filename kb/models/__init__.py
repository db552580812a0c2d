from kb.models.article import Article, ArticleQuerySet
from kb.models.category import Category, Tag
from kb.models.contentfile import ContentFile
from kb.models.redirect import OldSlug
from kb.models.reference import Elsewhere, Reference
from kb.models.search import FailedSearch
from kb.models.stamp import Stamp
from kb.models.vote import Vote

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Category",
    "ContentFile",
    "Elsewhere",
    "FailedSearch",
    "OldSlug",
    "Reference",
    "Stamp",
    "Tag",
    "Vote",
]

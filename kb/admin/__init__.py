from kb.admin.articles import ArticleAdmin
from kb.admin.shelves import CategoryAdmin, ElsewhereAdmin, FailedSearchAdmin, TagAdmin

__all__ = ["ArticleAdmin", "CategoryAdmin", "ElsewhereAdmin", "FailedSearchAdmin", "TagAdmin"]

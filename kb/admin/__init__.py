from kb.admin.articles import ArticleAdmin
from kb.admin.pictures import PictureAdmin
from kb.admin.previews import PreviewLinkAdmin
from kb.admin.publications import DeliveryAdmin, PublicationEntryAdmin
from kb.admin.rules import RulesAdmin
from kb.admin.shelves import (
    AskedSearchAdmin,
    CategoryAdmin,
    ElsewhereAdmin,
    FailedSearchAdmin,
    PinnedAnswerAdmin,
    TagAdmin,
)
from kb.admin.signins import SignInAdmin
from kb.admin.team import TeamGroupAdmin, TeamUserAdmin

__all__ = [
    "ArticleAdmin",
    "AskedSearchAdmin",
    "CategoryAdmin",
    "DeliveryAdmin",
    "ElsewhereAdmin",
    "FailedSearchAdmin",
    "PictureAdmin",
    "PinnedAnswerAdmin",
    "PreviewLinkAdmin",
    "PublicationEntryAdmin",
    "RulesAdmin",
    "SignInAdmin",
    "TagAdmin",
    "TeamGroupAdmin",
    "TeamUserAdmin",
]

from kb.admin.articles import ArticleAdmin
from kb.admin.pictures import PictureAdmin
from kb.admin.previews import PreviewLinkAdmin
from kb.admin.publications import PublicationEntryAdmin
from kb.admin.shelves import CategoryAdmin, ElsewhereAdmin, FailedSearchAdmin, TagAdmin
from kb.admin.signins import SignInAdmin
from kb.admin.team import TeamGroupAdmin, TeamUserAdmin

__all__ = [
    "ArticleAdmin",
    "CategoryAdmin",
    "ElsewhereAdmin",
    "FailedSearchAdmin",
    "PictureAdmin",
    "PreviewLinkAdmin",
    "PublicationEntryAdmin",
    "SignInAdmin",
    "TagAdmin",
    "TeamGroupAdmin",
    "TeamUserAdmin",
]

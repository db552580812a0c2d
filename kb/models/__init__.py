from kb.models.article import Article, ArticleQuerySet, PublishedText, PublishedTextQuerySet
from kb.models.assignment import Assignment
from kb.models.category import Category, Tag
from kb.models.contentfile import ContentFile
from kb.models.delivery import Delivery
from kb.models.edition import Edition, State
from kb.models.factor import AppDevice, RecoveryDevice
from kb.models.facts import FactsEdition, FactsRevision
from kb.models.filter import SavedFilter
from kb.models.identity import ProviderIdentity
from kb.models.job import JobRun
from kb.models.link import ExternalLink, LinkUse
from kb.models.picture import Picture
from kb.models.preference import Preference
from kb.models.presence import Presence
from kb.models.preview import PreviewLink
from kb.models.publication import PublicationEntry
from kb.models.readcount import ReadCount
from kb.models.redirect import OldSlug, RedirectUse
from kb.models.reference import Elsewhere, Reference
from kb.models.revision import Origin, Revision, Significance
from kb.models.rules import Rules
from kb.models.search import AskedSearch, DealtSearch, FailedSearch, PinnedAnswer
from kb.models.shown import ShownPicture
from kb.models.signin import SignIn
from kb.models.stamp import Change, Stamp
from kb.models.thread import Comment, Thread
from kb.models.token import AccessToken
from kb.models.vote import Vote
from kb.models.wordlist import WordList, WordRevision

__all__ = [
    "AccessToken",
    "AppDevice",
    "Article",
    "ArticleQuerySet",
    "AskedSearch",
    "Assignment",
    "Category",
    "Change",
    "Comment",
    "ContentFile",
    "DealtSearch",
    "Delivery",
    "Edition",
    "Elsewhere",
    "ExternalLink",
    "FactsEdition",
    "FactsRevision",
    "FailedSearch",
    "JobRun",
    "LinkUse",
    "OldSlug",
    "Origin",
    "Picture",
    "PinnedAnswer",
    "Preference",
    "Presence",
    "PreviewLink",
    "ProviderIdentity",
    "PublicationEntry",
    "PublishedText",
    "PublishedTextQuerySet",
    "ReadCount",
    "RecoveryDevice",
    "RedirectUse",
    "Reference",
    "Revision",
    "Rules",
    "SavedFilter",
    "ShownPicture",
    "SignIn",
    "Significance",
    "Stamp",
    "State",
    "Tag",
    "Thread",
    "Vote",
    "WordList",
    "WordRevision",
]

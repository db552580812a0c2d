"""The permissions per language and the groups that have them, made when the database is migrated."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import override

from kb.base.languages import codes, language_name
from kb.base.roles import TRAINERS as TRAINERS
from kb.models import Edition
from kb.workflow.people import WORDS_RIGHT, edit_right, publish_right

REVIEWERS = "Reviewers"
RIGHTS = {
    edit_right: "May write drafts in %(language)s",
    publish_right: "May publish in %(language)s",
}
LOOK = ["view_article", "view_category", "view_tag", "view_picture", "view_previewlink", "view_failedsearch"]
LOOK += ["view_askedsearch", "view_pinnedanswer"]
WRITE = ["change_article", "add_article", "add_picture", "add_previewlink"]
WRITE += ["add_pinnedanswer", "change_pinnedanswer", "delete_pinnedanswer"]


def editors_of(language: str) -> str:
    """The group that writes `language`."""
    return f"Editors ({name_of_language(language)})"


def name_of_language(language: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return language_name(language)


def prepare(**_signal: Any) -> None:
    """Make the rights and groups that are missing; a group that exists keeps what its administrator gave it."""
    content_type = ContentType.objects.get_for_model(Edition)
    for right, name in RIGHTS.items():
        for code in codes():
            Permission.objects.get_or_create(
                content_type=content_type,
                codename=right(code),
                defaults={"name": name % {"language": name_of_language(code)}},
            )
    words, is_new = Permission.objects.get_or_create(
        content_type=content_type, codename=WORDS_RIGHT, defaults={"name": "May edit the lists of words"}
    )
    if is_new:  # on a site that was there before this right, too
        for reviewers in Group.objects.filter(name=REVIEWERS):
            reviewers.permissions.add(words)
    for code in codes():
        _make(editors_of(code), [*LOOK, *WRITE, edit_right(code)])
    _make(REVIEWERS, [*LOOK, *WRITE, WORDS_RIGHT, *(right(code) for right in RIGHTS for code in codes())])
    _make(TRAINERS, LOOK)


def _make(name: str, codenames: list[str]) -> None:
    group, made = Group.objects.get_or_create(name=name)
    if made:
        group.permissions.set(Permission.objects.filter(content_type__app_label="kb", codename__in=codenames))

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def prepare_search(**_signal: Any) -> None:
    from kb.search import index

    index.prepare()


def prepare_groups(**signal: Any) -> None:
    from kb.workflow import groups

    groups.prepare(**signal)


class KnowledgeBaseConfig(AppConfig):
    name = "kb"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from kb.base import kept, vault
        from kb.models import AppDevice
        from kb.publishing import lists
        from kb.publishing.broker import ADDRESSES
        from kb.publishing.glossary import GLOSSARY
        from kb.publishing.snippets import SNIPPETS
        from kb.search.synonyms import STOP_WORDS, SYNONYMS
        from kb.web.choices import CHOICES
        from kb.web.redirects import REDIRECTS

        kept.register(CHOICES, SYNONYMS, STOP_WORDS, GLOSSARY, SNIPPETS, ADDRESSES, REDIRECTS)
        kept.KeptList.ask = lists.look
        vault.on_rotation("apps of the staff", AppDevice.reseal)
        post_migrate.connect(prepare_search, sender=self)
        post_migrate.connect(prepare_groups, sender=self)

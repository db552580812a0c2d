"""The log of what was published by whom, to look at and no more."""

import pytest
from django.test import Client
from django.urls import reverse

from kb.models import PublicationEntry
from tests.kb.workflow.desk import publish

pytestmark = pytest.mark.django_db


def test_it_says_who_published_what_and_nobody_changes_it(article, rita, django_user_model):
    publish(article, "fr", rita, title="Autre titre")
    admin = Client()
    admin.force_login(django_user_model.objects.create_superuser("root"))
    page = admin.get(reverse("admin:kb_publicationentry_changelist") + "?q=rita").content.decode()
    assert "KB3422" in page and "rita" in page
    entry = PublicationEntry.objects.latest("pk")
    for name in ("change", "delete"):
        address = reverse(f"admin:kb_publicationentry_{name}", args=[entry.pk])
        assert admin.post(address, {"note": "never"}).status_code == 403
    assert admin.get(reverse("admin:kb_publicationentry_add")).status_code == 403

"""Where a retired article leads is decided by retiring it, never by a field of a form."""

import pytest
from django.contrib.auth.models import User
from django.forms.models import model_to_dict

from kb.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_the_form_takes_no_successor(client):
    client.force_login(User.objects.create_superuser("chief"))
    article, other = make_article(9001), make_article(9002)
    address = f"/en/admin/kb/article/{article.pk}/change/"
    page = client.get(address).content.decode()
    assert 'name="successor"' not in page
    fields = {name: value for name, value in model_to_dict(article).items() if value is not None}
    client.post(address, fields | {"tags": [], "successor": other.pk})
    assert Article.objects.get(pk=article.pk).successor is None

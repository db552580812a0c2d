"""People who may only look get pages: nothing at the desk breaks for them."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from kb.workflow.groups import TRAINERS
from tests.factories import make_article
from tests.kb.workflow.desk import write

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["trainer", "view_article alone"])
def looker(request):
    user = User.objects.create_user("tom", is_staff=True)
    if request.param == "trainer":
        user.groups.set(Group.objects.filter(name=TRAINERS))
    else:
        user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    return user


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_address_of_the_form_shows_the_text(client, looker, language):
    article = make_article(3422, history=True)
    write(article, "en", title="Two")
    client.force_login(looker)
    address = reverse("admin:kb_article_change", args=[article.pk]).replace("/en/", f"/{language}/", 1)
    response = client.get(address)
    assert response.status_code == 200
    assert "review-preview" in response.content.decode()
    assert client.post(address, {}).status_code == 403
    assert client.get(address.replace(str(article.pk), "999999")).status_code == 302


def test_an_article_of_which_nothing_is_written_in_that_language_has_a_page_too(client, looker):
    article = make_article(9001, languages=["fr"], source="fr", history=True)
    client.force_login(looker)
    assert client.get(reverse("admin:kb_article_change", args=[article.pk])).status_code == 200

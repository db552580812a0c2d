"""The organization's sign-in opens the desk to the staff that it names, and to nobody else. The test plays the provider."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from kb.models import ProviderIdentity, SignIn
from kb.project import env
from kb.staff import single_sign_on
from tests.kb.staff.codes import PASSWORD, code_of, enrolled

pytestmark = pytest.mark.django_db
BEGIN, DESK = "/en/admin/single-sign-on/", "/en/admin/security/"
CLIENT, SECRET = "knowledge-base", "c" * 40
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}) for _each in range(2))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        issuer = self.server.issuer
        self.say(
            {
                "/.well-known/openid-configuration": {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "jwks_uri": f"{issuer}/keys",
                    "userinfo_endpoint": f"{issuer}/me",
                    "id_token_signing_alg_values_supported": ["RS256", "HS256"],
                },
                "/keys": {"keys": [KEY.as_dict(private=False)]},
                "/me": self.server.told,
            }[self.path]
        )

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if sent["code"] != ["the-code"] or challenge != self.server.challenge:
            self.send_error(400)
            return
        self.say({"access_token": "access", "token_type": "Bearer", "id_token": self.server.token})

    def say(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(autouse=True)
def provider(settings):
    found = HTTPServer(("127.0.0.1", 0), Handler)
    found.issuer = f"http://127.0.0.1:{found.server_port}"
    found.told = {"sub": "1", "email": "anna@example.com", "email_verified": True}
    threading.Thread(target=found.serve_forever, daemon=True).start()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = found.issuer, CLIENT, SECRET
    settings.OIDC_SECOND_FACTOR = "theirs"
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def anna():
    return User.objects.create_user("anna", "Anna@example.com", PASSWORD, is_staff=True)


def begun(client, wanted=DESK):
    """What the site asks the provider."""
    answer = client.get(f"{BEGIN}?next={wanted}")
    assert answer.status_code == 302, answer.headers
    return {name: value[0] for name, value in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def come_back(provider, client, *, key=KEY, header=None, asked=None, **claims):
    """The provider signs a token with these claims beside the usual ones and sends the person back."""
    asked = asked or begun(client)
    provider.challenge = asked["code_challenge"]
    now = int(time.time())
    usual = {
        "iss": provider.issuer,
        "aud": CLIENT,
        "sub": "1",
        "iat": now,
        "exp": now + 300,
        "nonce": asked["nonce"],
        "email": "anna@example.com",
        "email_verified": True,
    }
    said = {name: value for name, value in (usual | claims).items() if value is not None}
    provider.token = jwt.encode(
        header or {"alg": "RS256", "kid": "one"}, said, key, algorithms=["RS256", "HS256", "none"]
    )
    return client.get(urlsplit(asked["redirect_uri"]).path, {"code": "the-code", "state": asked["state"]})


def is_in(client):
    return client.get(DESK).status_code == 200


def test_whom_the_provider_names_is_at_the_desk_at_once(provider, anna):
    client = Client()
    answer = come_back(provider, client)
    assert answer.headers["Location"] == DESK
    assert is_in(client)
    assert SignIn.objects.get().kind == SignIn.Kind.SSO


def test_the_second_step_may_be_ours(provider, anna, settings):
    settings.OIDC_SECOND_FACTOR = "ours"
    device, _codes = enrolled(anna)
    client = Client()
    answer = come_back(provider, client)
    assert answer.headers["Location"].startswith("/en/admin/second-factor/")
    assert not is_in(client)
    client.post("/en/admin/second-factor/", {"code": code_of(device)})
    assert is_in(client)


def test_who_trusts_the_provider_no_longer_asks_for_a_second_step_at_once(provider, anna, settings):
    client = Client()
    come_back(provider, client)
    settings.OIDC_SECOND_FACTOR = "ours"
    assert not is_in(client)


def test_the_address_may_come_from_the_provider_s_own_page(provider, anna):
    client = Client()
    come_back(provider, client, email=None, email_verified=None)
    assert is_in(client)
    provider.told["sub"] = "somebody else"
    stranger = Client()
    come_back(provider, stranger, email=None, email_verified=None)
    assert not is_in(stranger)


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "nobody@example.com"},
        {"aud": "another-site"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "of-another"},
        {"exp": 1_000_000_000},
        {"key": OTHER_KEY},
        {"key": OctKey.import_key(SECRET), "header": {"alg": "HS256", "kid": "one"}},
    ],
    ids=lambda claims: " ".join(claims),
)
def test_a_token_that_is_not_right_in_every_way_lets_nobody_in(provider, anna, claims):
    client = Client()
    answer = come_back(provider, client, **claims)
    assert answer.headers["Location"] == "/en/admin/login/"
    assert not is_in(client)
    assert SignIn.objects.get().kind == SignIn.Kind.SSO_REFUSED


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_who_is_not_of_the_staff_stays_outside(provider, anna, change):
    User.objects.update(**change)
    client = Client()
    come_back(provider, client)
    assert not is_in(client)


def test_two_accounts_with_one_address_let_nobody_in(provider, anna):
    User.objects.create_user("twin", "anna@example.com", PASSWORD, is_staff=True)
    client = Client()
    come_back(provider, client)
    assert not is_in(client)


def test_an_address_that_passes_to_a_successor_opens_nothing(provider, anna):
    come_back(provider, Client())
    successor = Client()
    come_back(provider, successor, sub="2")
    assert not is_in(successor)


def test_who_came_before_is_known_whatever_their_address_is_now(provider, anna):
    come_back(provider, Client())
    client = Client()
    come_back(provider, client, email="anna.married@example.com", email_verified=False)
    assert is_in(client)
    assert ProviderIdentity.objects.get().user == anna


def test_a_closed_account_stays_closed(provider, anna):
    come_back(provider, Client())
    User.objects.update(is_staff=False)
    User.objects.create_user("anna2", "anna@example.com", PASSWORD, is_staff=True)
    client = Client()
    come_back(provider, client)
    assert not is_in(client)


@pytest.mark.parametrize("subject", ["", "x" * 256, None])
def test_nobody_comes_in_without_a_subject(provider, anna, subject):
    client = Client()
    come_back(provider, client, sub=subject)
    assert not is_in(client)


def test_the_subject_of_another_provider_is_no_hindrance(provider, anna):
    ProviderIdentity.objects.create(user=anna, issuer="https://before.example", subject="old")
    client = Client()
    come_back(provider, client)
    assert is_in(client)
    assert ProviderIdentity.objects.get().issuer == provider.issuer


def test_an_administrator_has_it_forgotten(provider, anna):
    come_back(provider, Client())
    call_command("reset_second_factor", "anna")
    client = Client()
    come_back(provider, client, sub="2")
    assert is_in(client)


def test_no_account_is_made(provider):
    come_back(provider, Client())
    assert User.objects.count() == 0


def test_an_answer_works_in_the_browser_that_asked_and_once(provider, anna):
    asking, other = Client(), Client()
    asked = begun(asking)
    come_back(provider, other, asked=asked)
    assert not is_in(other)
    come_back(provider, asking, asked=asked)
    assert is_in(asking)
    asking.post("/en/admin/logout/")
    come_back(provider, asking, asked=asked)
    assert not is_in(asking)


def test_what_the_person_wanted_is_a_page_of_ours(provider, anna):
    client = Client()
    answer = come_back(provider, client, asked=begun(client, "https://evil.example/"))
    assert answer.headers["Location"] == "/en/admin/"


def test_who_is_signed_in_is_asked_once_more(provider, anna):
    client = Client()
    assert "prompt" not in begun(client)
    come_back(provider, client)
    assert begun(client)["prompt"] == "login"


def test_a_provider_that_is_away_is_said_in_words(settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:1"
    answer = Client().get(BEGIN, follow=True)
    assert "does not answer" in answer.content.decode()


def test_without_a_provider_there_is_no_such_way(settings):
    settings.OIDC_ISSUER = ""
    assert Client().get(BEGIN).status_code == Client().get(f"{BEGIN}answer/").status_code == 404
    assert BEGIN not in Client().get("/en/admin/login/").content.decode()


def test_the_page_of_signing_in_offers_it():
    assert BEGIN in Client().get("/en/admin/login/").content.decode()


def test_nobody_makes_sessions_without_end(monkeypatch):
    monkeypatch.setattr(single_sign_on, "MOST_BEGUN", 2)
    answers = [begun(Client()) for _each in range(2)]
    assert len(answers) == 2
    assert "Too many attempts" in Client().get(BEGIN, follow=True).content.decode()


def test_settings_that_belong_together_are_set_together():
    env.together(A="", B="")
    env.together(A="x", B="y")
    with pytest.raises(ImproperlyConfigured, match="A, B belong together; B is not set"):
        env.together(A="x", B="")
    with pytest.raises(ImproperlyConfigured, match="B and C are not set"):
        env.together(A="x", B="", C="")

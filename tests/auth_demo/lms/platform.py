"""A learning platform as the tests play it: it signs real tokens, gives leave to send scores, and keeps what it is sent."""

import json
import re
import threading
import time
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from auth_demo.models import LearningPlatform

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)


class Platform:
    """One with a course at `address`. `tool` asks our site: a Django test client."""

    def __init__(self, tool) -> None:
        self.tool, self.key, self.scores, self.assertions, self.asked = tool, new_key(), [], [], []
        self.status, self.keys_status, self.token = 200, 200, "a-token"
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                platform.asked.append(self.path)
                self.answer(platform.keys_status, {"keys": [platform.key.as_dict(private=False)]})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                if self.path == "/token":
                    return self.answer(200, platform.give_leave(parse_qs(body)))
                if self.headers["Authorization"] != f"Bearer {platform.token}":
                    return self.answer(401, {})
                if platform.status == 200:
                    platform.scores.append((self.path, self.headers["Content-Type"], json.loads(body)))
                return self.answer(platform.status, {})

            def answer(self, status: int, body: dict) -> None:
                said = json.dumps(body).encode()
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def register(self, **more) -> LearningPlatform:
        """What an operator types."""
        return LearningPlatform.objects.create(
            **{
                "title": "School",
                "issuer": self.address,
                "client_id": "client-7",
                "deployments": "1\n2",
                "login_url": f"{self.address}/auth",
                "token_url": f"{self.address}/token",
                "keys_url": f"{self.address}/keys",
            }
            | more
        )

    def give_leave(self, asked: dict) -> dict:
        """Whether it is who they say, the test reads afterwards: this thread has no database."""
        self.assertions += asked["client_assertion"]
        return {"access_token": self.token, "expires_in": 3600, "scope": asked["scope"][0]}

    def read(self, signed: str) -> dict:
        """What our site has signed, held against the keys that it shows."""
        shown = KeySet.import_key_set(self.tool.get("/lti/jwks.json").json())
        return jwt.decode(signed, shown, algorithms=["RS256"]).claims

    def begin(self, **more) -> dict:
        """Open the link: what we are asked at the platform, as a dict."""
        hints = {"iss": self.address, "login_hint": "u7", "target_link_uri": "x", "client_id": "client-7"} | more
        answer = self.tool.post("/lti/login/", hints)
        assert answer.status_code == 302, answer.content
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.url).query).items()}

    def claims(self, nonce_: str, /, **more) -> dict:
        now = int(time.time())
        return {
            "iss": self.address,
            "aud": "client-7",
            "sub": "u7",
            "iat": now,
            "exp": now + 300,
            "nonce": nonce_,
            "given_name": "Nadia",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": "1",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}resource_link": {"id": "link-1"},
            f"{LTI}roles": [LEARNER],
            f"{LTI}custom": {"practices": "card-test,sms-test"},
            f"{LTI}launch_presentation": {"locale": "fr-CA", "return_url": f"{self.address}/course"},
            f"{AGS}claim/endpoint": {
                "scope": [f"{AGS}scope/score"],
                "lineitem": f"{self.address}/items/3?type=a",
            },
        } | more

    def sign(self, claims: dict, key: RSAKey | None = None) -> str:
        key = key or self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key, algorithms=["RS256"])

    def launch(self, *, key: RSAKey | None = None, frame: bool = False, **more):
        """The whole way of one click, and what our site answers."""
        asked = self.begin()
        token = self.sign(self.claims(asked["nonce"], **more), key)
        return self.send(token, asked["state"], frame=frame)

    def send(self, token: str, state: str, *, frame: bool = False):
        headers = {"Sec-Fetch-Dest": "iframe" if frame else "document", "Accept-Language": "en"}
        return self.tool.post("/lti/launch/", {"id_token": token, "state": state}, headers=headers)

    def choosing(self, **more) -> dict:
        """The claims of somebody who adds a link to a course."""
        settings = {
            "deep_link_return_url": f"{self.address}/back",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "data": "kept-by-the-course",
        }
        return {
            f"{LTI}message_type": "LtiDeepLinkingRequest",
            f"{LTI}roles": [TEACHER],
            f"{DL}deep_linking_settings": settings | more,
        }


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])

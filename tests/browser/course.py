"""A learning platform as a browser meets it, on a site of its own: a course page, a SCORM player, a record store for cmi5."""

import io
import json
import threading
import time
import zipfile
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt

from tests.auth_demo.lms.platform import AGS, DL, LEARNER, LTI, TEACHER, new_key

KEY = "a-key-for-one-session"
# What a player gives a package (SCORM RTE): it keeps what is set, and refuses what it does not know.
PLAYER = """<!doctype html><title>Player</title><script>
const known = /^cmi\\.(completion_status|success_status|score\\.(scaled|raw|min|max)|suspend_data|exit|session_time)$/;
const kept = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
const calls = [];
let state = "new";
window.API_1484_11 = {
  Initialize() { calls.push("Initialize"); state = "running"; return "true"; },
  Terminate() { calls.push("Terminate"); if (state !== "running") return "false"; state = "over"; return "true"; },
  GetValue(name) { return state === "running" && known.test(name) ? (kept[name] ?? (name === "cmi.completion_status" ? "unknown" : "")) : ""; },
  SetValue(name, value) { if (state !== "running" || !known.test(name)) return "false"; kept[name] = value; return "true"; },
  Commit() { sessionStorage.setItem("kept", JSON.stringify(kept)); return String(state === "running"); },
  GetLastError() { return "0"; }, GetErrorString() { return ""; }, GetDiagnostic() { return ""; },
};
</script><iframe src="/package/index.html" width="900" height="600"></iframe>"""
COURSE = """<!doctype html><title>Course</title>
<form id="go" method="post" action="{tool}/lti/login/" target="{target}">
<input type="hidden" name="iss" value="{iss}"><input type="hidden" name="client_id" value="client-7">
<input type="hidden" name="login_hint" value="{hint}"><input type="hidden" name="target_link_uri" value="{tool}/lti/launch/">
<button>Open</button></form><iframe name="frame" width="1000" height="700"></iframe>"""
SENDS = """<!doctype html><title>Sends</title><form id="f" method="post" action="{to}">
<input type="hidden" name="id_token" value="{token}"><input type="hidden" name="state" value="{state}"></form>
<script>document.getElementById("f").submit()</script>"""


class Course:
    """`tool` is the address of our site."""

    def __init__(self, tool: str, practices: str = "dsc-plus", locale: str = "en") -> None:
        self.tool, self.key, self.practices, self.locale = tool, new_key(), practices, locale
        self.files: dict[str, bytes] = {}
        self.statements: list[dict] = []
        self.chosen: list[str] = []
        self.keys_given = 0
        self.launch_data = {
            "contextTemplate": {"extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s1"}}
        }
        self.launch_data |= {"launchMode": "Normal", "masteryScore": 1.0, "moveOn": "CompletedAndPassed"}
        self.likes: dict | None = None
        course = self

        class Handler(BaseHTTPRequestHandler):
            def do_OPTIONS(self) -> None:
                self.answer(204, b"", "text/plain")

            def do_GET(self) -> None:
                place = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                if place.path.startswith("/package/"):
                    name = place.path.removeprefix("/package/")
                    kind = {"html": "text/html", "js": "text/javascript", "css": "text/css"}[name.rpartition(".")[2]]
                    return self.answer(200, course.files[name], kind)
                if place.path.startswith("/xapi/") and self.headers["Authorization"] != f"Basic {KEY}":
                    return self.answer(401, b"", "text/plain")
                pages = {
                    "/player": lambda: PLAYER,
                    "/course": lambda: COURSE.format(iss=course.address, tool=tool, **asked),
                    "/auth": lambda: course.sends(asked),
                    "/keys": lambda: json.dumps({"keys": [course.key.as_dict(private=False)]}),
                    "/xapi/activities/state": lambda: json.dumps(course.launch_data),
                    "/xapi/agents/profile": lambda: json.dumps(course.likes) if course.likes else None,
                }
                made = pages.get(place.path, lambda: None)()
                kind = "text/html" if (made or "").startswith("<") else "application/json"
                return self.answer(404 if made is None else 200, (made or "").encode(), kind)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                is_let_in = self.headers["Authorization"] == f"Basic {KEY}"
                self.answer(*course.take_in(self.path, body, is_let_in))

            def answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header(
                    "Access-Control-Allow-Headers", "authorization,content-type,x-experience-api-version"
                )
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://localhost:{self.server.server_port}"  # another site than 127.0.0.1

    def take_in(self, path: str, body: str, is_let_in: bool) -> tuple[int, bytes, str]:
        if path == "/fetch":
            self.keys_given += 1
            said = {"auth-token": KEY} if self.keys_given == 1 else {"error-code": "1", "error-text": "used"}
            return 200, json.dumps(said).encode(), "application/json"
        if path == "/xapi/statements" and not is_let_in:
            return 401, b"", "text/plain"
        if path == "/xapi/statements":
            known = {each["id"] for each in self.statements}
            self.statements += [each for each in json.loads(body) if each["id"] not in known]
            return 200, b"[]", "application/json"
        self.chosen.append(parse_qs(body)["JWT"][0])
        return 200, b"<!doctype html><title>Back</title><h1>In the course</h1>", "text/html"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def take(self, package: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(package)) as file:
            self.files = {name: file.read(name) for name in file.namelist()}

    def verbs(self) -> list[str]:
        return [each["verb"]["id"].rpartition("/")[2] for each in self.statements]

    def sends(self, asked: dict) -> str:
        now, teaches = int(time.time()), asked["login_hint"] == "teacher"
        claims = {
            "iss": self.address,
            "aud": asked["client_id"],
            "sub": asked["login_hint"],
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "given_name": "Nadia",
            f"{LTI}version": "1.3.0",
            f"{LTI}deployment_id": "1",
            f"{LTI}roles": [TEACHER if teaches else LEARNER],
            f"{LTI}launch_presentation": {"locale": self.locale},
        }
        if teaches:
            claims |= {
                f"{LTI}message_type": "LtiDeepLinkingRequest",
                f"{DL}deep_linking_settings": {
                    "deep_link_return_url": f"{self.address}/back",
                    "accept_types": ["ltiResourceLink"],
                    "accept_presentation_document_targets": ["iframe"],
                },
            }
        else:
            claims |= {
                f"{LTI}message_type": "LtiResourceLinkRequest",
                f"{LTI}resource_link": {"id": "link-1"},
                f"{LTI}custom": {"practices": self.practices},
                f"{AGS}claim/endpoint": {
                    "scope": [f"{AGS}scope/score"],
                    "lineitem": f"{self.address}/items/1",
                },
            }
        token = jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key, algorithms=["RS256"])
        return SENDS.format(to=escape(asked["redirect_uri"]), token=token, state=escape(asked["state"]))

"""The API behind the server's own door (kb/project/asgi.py)."""

import asyncio
import json

import pytest
from django.conf import settings


async def post(path: str, body: bytes) -> tuple[int, dict]:
    from kb.project.asgi import application

    sent: list[dict] = []

    def receive():
        """As granian answers: with a future, not with a coroutine."""
        future = asyncio.get_running_loop().create_future()
        future.set_result({"type": "http.request", "body": body, "more_body": False})
        return future

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (b"host", settings.HOST.encode()),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
        "client": ("127.0.0.1", 50_000),
        "server": (settings.HOST, settings.PORT),
    }
    await application(scope, receive, send)
    return sent[0]["status"], json.loads(b"".join(each.get("body", b"") for each in sent[1:]))


@pytest.mark.parametrize("filler", [0, 100_000])
def test_the_body_of_a_request_arrives_whole(filler):
    body = json.dumps({"scenario": "card-test", "keep": "x" * filler + "pocket"}).encode()
    status, problem = asyncio.run(post("/api/v1/sandboxes", body))
    assert status == 422
    assert [each["field"] for each in problem["errors"]] == ["keep"]


def test_a_failure_of_ours_is_a_problem_too(client, monkeypatch, caplog):
    from auth_demo.scenarios import load

    def fail(_scenario):
        raise RuntimeError("not meant to happen")

    monkeypatch.setattr(load, "get", fail)
    answer = client.get("/api/v1/scenarios/card-test", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["reason"]) == (500, "server-error")
    assert answer["Content-Type"] == "application/problem+json"
    assert "de notre côté" in answer.json()["title"]
    assert "not meant to happen" in caplog.text
    assert "not meant to happen" not in answer.content.decode()

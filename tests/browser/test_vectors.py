"""What somebody may write anywhere never becomes a script: 107 ways to try it, looked at in a real browser.

The Content-Security-Policy would stop most of them. So it is asked what it stopped, too: an attempt is a fault.
"""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest

from tests.browser.planting import FIRST, VECTORS
from tests.browser.serving import ROOT, serving
from tests.browser.staff import make_superuser, sign_in

WATCH = """
    window.caught = [];
    window.hit = () => window.caught.push('ran');
    window.alert = window.hit;
    document.addEventListener('securitypolicyviolation', ({violatedDirective, sample, blockedURI}) =>
        window.caught.push(`${violatedDirective} ${blockedURI} ${sample}`));
"""
# Nothing of ours has a handler or an address that runs; the search form of the browser's own error pages is not looked at.
FOUND = """() => [
    ...window.caught,
    ...[...document.querySelectorAll('*')].filter((one) =>
        [...one.attributes].some(({name, value}) => /^on/i.test(name) || /^[\\s\\0-\\x1f]*(javascript|vbscript|data:text)/i.test(value) && name !== 'value' && name !== 'content' && name !== 'aria-label' && name !== 'title' && name !== 'alt' && !name.startsWith('data-'))
    ).map((one) => one.outerHTML.slice(0, 200)),
    ...[...document.querySelectorAll('base, object, embed, marquee, meta[http-equiv=refresh], script:not([src]):not([type="application/json"]):not([type="application/ld+json"])')]
        .filter((one) => !one.id.startsWith('django-admin')).map((one) => one.outerHTML.slice(0, 200)),
]"""
BATCH = 6  # vectors in a query, which is 200 characters at most


def batches(count=BATCH):
    return [" ".join(VECTORS[at : at + count]) for at in range(0, len(VECTORS), count)]


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """The address of a site with the vectors in it, and where its classes are."""
    folder = tmp_path_factory.mktemp("vectors")
    with serving(folder) as address:
        make_superuser(folder, "root")
        command = [sys.executable, "-m", "tests.browser.planting", str(folder / "files")]
        environment = os.environ | {
            "DATA_DIR": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "kb.project.settings",
            "PUBLIC_URL": address,
        }
        (folder / "files").mkdir()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        yield address, json.loads(done.stdout.splitlines()[-1])


def looked_at(page, address, places):
    """What each of `places` let through."""
    found = {}
    for place in places:
        page.goto(address + place, wait_until="load")
        caught = page.evaluate(FOUND)
        if caught:
            found[place] = caught
    return found


@pytest.fixture
def watched(browser, planted):
    context = browser.new_context(locale="en-US")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def of_readers():
    article = f"/en/kb/{FIRST}/"
    yield from (
        article,
        f"/fr/kb/{FIRST}/",
        f"/en/kb/{FIRST + 900}/",
        "/en/",
        "/en/recent/",
        "/en/recent/atom.xml",
        "/en/tag/v14/",
    )
    yield from (f"/en/category/vectors/?page={page}" for page in (1, 2, 3))
    yield from (f"/en/search/?q={quote(batch)}" for batch in batches())
    for vector in VECTORS[:3] + VECTORS[14:17] + VECTORS[52:56]:
        yield from (
            f"/en/choose/?q={quote(vector)}",
            f"/en/practice/dsc-plus/?platform={quote(vector)}&step={quote(vector)}&variant={quote(vector)}",
        )
    for batch in batches(20):
        yield from (
            f"{article}?x={quote(batch)}#{quote(batch)}",
            f"/en/practice/pair/#{quote(batch)}",
            f"/en/join/?code={quote(batch)}",
            f"/en/{quote(batch, safe='')}/",
        )
    yield from (f"/api/v1/search?lang=en&q={quote(batch)}" for batch in batches(30))


def test_nothing_that_readers_see_runs(watched, planted):
    address, found = planted
    assert found["translations"] >= 1
    assert looked_at(watched, address, [*of_readers(), *found["classes"]]) == {}


def test_nothing_that_editors_see_runs(watched, planted):
    address, found = planted
    context = watched.context
    context.set_default_timeout(60_000)
    sign_in_at(watched, address)
    watched.goto(f"{address}/en/admin/")
    board = watched.locator(".board-nav a").evaluate_all("(links) => links.map(({pathname}) => pathname)")
    own = f"/en/admin/kb/article/{found['article']}"
    places = [
        *board,
        f"{own}/change/",
        f"{own}/text/fr/",
        f"{own}/facts/",
        f"{own}/history/",
        "/en/admin/kb/article/words/tags/",
        "/en/admin/kb/article/words/categories/",
        "/en/admin/kb/failedsearch/",
        "/en/admin/kb/article/",
        "/en/admin/auth/user/",
        "/en/class/",
    ]
    assert looked_at(watched, address, places) == {}


def sign_in_at(page, address):
    goto = page.goto
    page.goto = lambda path, **more: goto(path if path.startswith("http") else address + path, **more)
    sign_in(page, "root")


def test_the_net_catches_what_it_should(watched, planted):
    address, _found = planted
    watched.goto(f"{address}/en/about/")
    assert watched.evaluate(FOUND) == []
    for write in ("body.innerHTML = '<b>x</b>'", "body.setAttribute('onclick', 'hit()')", "write('x')"):
        refused = watched.evaluate(
            f"() => {{ try {{ document.{write}; return '' }} catch (error) {{ return error.name }} }}"
        )
        assert refused == "TypeError", write
    assert any("trusted-types" in each for each in watched.evaluate(FOUND))
    bare = "<!doctype html><p id=x onclick=hit()>x</p><img src=x: onerror=hit()><a href=' javascript:hit()'>x</a><base href=/>"
    watched.route("**/bare", lambda route: route.fulfill(body=bare, content_type="text/html"))  # without a policy
    watched.goto(f"{address}/bare", wait_until="load")
    caught = watched.evaluate(FOUND)
    assert "ran" in caught
    assert len(caught) == 5

"""Packages that a course imports are what their standards say; and what a package may ask us."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from auth_demo.models import Classroom
from auth_demo.scenarios import load
from tests.auth_demo.lms.conftest import come_in, log_in

SCHEMAS = Path(__file__).parents[2] / "vectors/lms"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
IMSCP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
ALL_OF_SCORM = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.imsglobal.org/xsd/imscp_v1p1" schemaLocation="imscp_v1p1.xsd"/>
  <xs:import namespace="http://www.adlnet.org/xsd/adlcp_v1p3" schemaLocation="adlcp_v1p3.xsd"/>
  <xs:import namespace="http://www.imsglobal.org/xsd/imsss" schemaLocation="imsss_v1p0.xsd"/>
</xs:schema>"""


@pytest.fixture
def contents(settings):
    """What the site offers, with every sign that its titles have."""
    load.configure(settings.CONTENT_DIR / load.FOLDER, [code for code, _name in settings.LANGUAGES])
    return [each.id for each in load.every()]


def files(address: str) -> dict[str, bytes]:
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def schema(text: bytes, folder: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(text, base_url=f"{folder}/all.xsd"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_cmi5_package_is_valid(contents, language):
    valid = schema((SCHEMAS / "cmi5.xsd").read_bytes(), SCHEMAS)
    for scenario in contents:
        [(name, body)] = files(f"/{language}/class/platforms/{scenario}/cmi5.zip").items()
        assert name == "cmi5.xml"
        course = etree.fromstring(body)
        valid.assertValid(course)
        address = course.findtext("{*}au/{*}url")
        assert address == f"http://127.0.0.1:8000/{language}/practice/{scenario}/cmi5/"
        assert Client().get(address).status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_scorm_package_is_valid(contents, language):
    valid = schema(ALL_OF_SCORM.encode(), SCHEMAS / "scorm2004")
    for scenario in contents:
        found = files(f"/{language}/class/platforms/{scenario}/scorm.zip")
        manifest = etree.fromstring(found.pop("imsmanifest.xml"))
        valid.assertValid(manifest)
        [resource] = manifest.iter(f"{IMSCP}resource")
        assert resource.get(f"{{{ADLCP}}}scormType") == "sco" and resource.get("href") in found
        assert {each.get("href") for each in resource.iter(f"{IMSCP}file")} == set(found)
        assert f'lang="{language}"' in found["index.html"].decode()


TEXTS = '<title><langstring lang="en">{0}</langstring></title><description><langstring>{0}</langstring></description>'
COURSE_OF_ANOTHER = f"""<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd" xmlns:x="urn:x">
  <course id="urn:course">{TEXTS.format("Cards")}</course>
  <objectives><objective id="urn:aim">{TEXTS.format("To log in")}</objective></objectives>
  <block id="urn:block">{TEXTS.format("First")}
    <objectives><objective idref="urn:aim"/></objectives>
    <au id="urn:au" x:colour="blue">{TEXTS.format("Card")}<url>card/index.html?a=1</url><x:note/></au>
  </block>
  <x:notes/>
</courseStructure>"""


def test_the_schema_of_cmi5_knows_what_other_courses_hold():
    valid = schema((SCHEMAS / "cmi5.xsd").read_bytes(), SCHEMAS)
    valid.assertValid(etree.fromstring(COURSE_OF_ANOTHER))
    for right, wrong in (("urn:au", "urn:block"), ("<url>card/index.html?a=1</url>", ""), (' idref="urn:aim"', "")):
        assert not valid.validate(etree.fromstring(COURSE_OF_ANOTHER.replace(right, wrong))), right


def test_the_schemas_refuse_what_is_wrong():
    """So that the two above can fail."""
    broken = files("/en/class/platforms/card-test/cmi5.zip")["cmi5.xml"].replace(b"OwnWindow", b"Popup")
    assert not schema((SCHEMAS / "cmi5.xsd").read_bytes(), SCHEMAS).validate(etree.fromstring(broken))
    manifest = files("/en/class/platforms/card-test/scorm.zip")["imsmanifest.xml"].replace(b'"sco"', b'"page"')
    assert not schema(ALL_OF_SCORM.encode(), SCHEMAS / "scorm2004").validate(etree.fromstring(manifest))


def test_the_same_package_has_the_same_bytes():
    first, second = (Client().get("/fr/class/platforms/card-test/scorm.zip").content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("kind", ["cmi5.zip", "scorm.zip"])
def test_a_practice_that_there_is_not_has_no_package(db, kind):
    assert Client().get(f"/en/class/platforms/nowhere/{kind}").status_code == 404


# What the page of a package asks ------------------------------------------------------------------------------------

COURSE = {"Origin": "https://lms.school.example", "Sec-Fetch-Site": "cross-site"}


def opened(client=None, **body):
    sent = json.dumps({"scenarios": ["card-test"], "language": "fr"} | body)
    return (client or Client()).post("/api/v1/attempts", sent, "application/json", headers=COURSE)


def test_an_attempt_is_opened_practiced_and_asked_about_from_another_site(db):
    answer = opened()
    assert answer.status_code == 201 and answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer and not answer.cookies
    begun = answer.json()
    assert (begun["finished"], begun["score"]) == ([], 0)

    def ask():
        key = {"Authorization": f"Bearer {begun['token']}"}
        return Client().get(f"/api/v1/attempts/{begun['id']}", headers=COURSE | key)

    assert "token" not in ask().json()
    log_in(come_in(begun["url"]))
    assert ask().json()["score"] == 1 and ask()["Access-Control-Allow-Origin"] == "*"


def test_a_browser_may_ask_first_whether_it_may_ask(db):
    asks = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    answer = Client().options("/api/v1/attempts/1", headers=COURSE | asks)
    assert answer.status_code == 200 and "authorization" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "path", ["/api/v1/participants/1", "/api/v1/sandboxes/1", "/en/class/", "/api/v1/classes/1/board"]
)
def test_another_site_may_read_nothing_else(db, path):
    assert "Access-Control-Allow-Origin" not in Client().get(path, headers=COURSE)
    asks = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    assert "Access-Control-Allow-Origin" not in Client().options(path, headers=COURSE | asks)


def test_nobody_asks_about_the_attempt_of_another(db):
    mine, yours = opened().json(), opened().json()
    for key in ({}, {"Authorization": f"Bearer {yours['token']}"}):
        assert Client().get(f"/api/v1/attempts/{mine['id']}", headers=key).status_code == 401


def test_a_cookie_is_not_heeded_there(db):
    client = Client()
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    sent = json.dumps({"scenarios": ["card-test"], "keep": "cookie"})
    kept = client.post("/api/v1/attempts", sent, "application/json", headers=own)
    assert kept.status_code == 201 and kept.cookies and kept.json()["token"] is None
    assert client.get(f"/api/v1/attempts/{kept.json()['id']}").status_code == 401
    assert client.get(f"/api/v1/participants/{kept.json()['id']}").status_code == 200
    assert opened(keep="cookie").status_code == 403, "no other site keeps one"


def test_what_there_is_not_is_refused(db):
    assert opened(scenarios=["nowhere"]).status_code == 422
    assert opened(language="xx").status_code == 422
    assert not Classroom.objects.exists()


def test_one_address_opens_only_so_many(db, settings):
    settings.SANDBOXES_PER_HOUR = 2
    assert [opened().status_code for _ in range(3)] == [201, 201, 429]


def test_somebody_in_a_class_of_a_trainer_turns_to_no_other_practice(db):
    from tests.auth_demo.classroom.conftest import join, open_class

    pupil = join(open_class("card-test", "sms-test").code)
    assert pupil.do("practice", {"scenario": "sms-test"}).status_code == 404

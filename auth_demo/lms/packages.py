"""Packages of one practice that a course imports: cmi5, and SCORM 2004 4th edition. What is practiced stays on this site.

Both lead to a new tab here. A cmi5 page tells the course's record store itself (static/js/lms/cmi5.js). A SCORM package has a page
of its own, served by the course, which opens the tab and asks our API how far one is (static/js/lms/scorm.js).
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from auth_demo.scenarios.schema import Scenario

_DATE = (2026, 1, 1, 0, 0, 0)  # of all files: the same package has the same bytes
_PAGE = "index.html"
_SCRIPT = "practice.js"
_STYLE = "practice.css"


def cmi5(scenario: Scenario, *, language: str, home: str, page: str) -> bytes:
    """`page` is the address where the practice begins when a course launches it, in `language`."""
    return _zipped({"cmi5.xml": _rendered("cmi5.xml", scenario, language, home, page=page)})


def scorm(scenario: Scenario, *, language: str, home: str, words: Mapping[str, str]) -> bytes:
    """`home` is this site's address, which the page in the package asks; `words` are what it says."""
    static = settings.BASE_DIR / "static"
    asked = {"home": home, "practice": scenario.id, "language": language, "words": dict(words)}
    files = [_PAGE, _SCRIPT, _STYLE]
    return _zipped(
        {
            "imsmanifest.xml": _rendered("imsmanifest.xml", scenario, language, home, files=files, page=_PAGE),
            _PAGE: _rendered("scorm.html", scenario, language, home, words=words, asked=json.dumps(asked)),
            _SCRIPT: (static / "js/lms/scorm.js").read_text(encoding="utf-8"),
            _STYLE: (static / "css/lms/scorm.css").read_text(encoding="utf-8"),
        }
    )


def _rendered(name: str, scenario: Scenario, language: str, home: str, **more: Any) -> str:
    others = [code for code in scenario.languages if code != language]
    texts = [(code, scenario.title[code], scenario.summary[code]) for code in [language, *others]]
    context = {
        "id": scenario.id,
        "home": home,
        "language": language,
        "texts": texts,
        "title": scenario.title[language],
        "summary": scenario.summary[language],
        **more,
    }
    with translation.override(language):
        return render_to_string(f"auth_demo/lms/{name}", context)


def _zipped(files: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, _DATE), text.encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()

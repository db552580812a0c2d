"""What every page says about itself to programs: description, canonical address, languages, indexing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from kb.base.languages import codes
from kb.templatetags.kb import in_language


@dataclass(frozen=True)
class PageHead:
    """Addresses are absolute. `alternates` maps each language that has this page to its address there."""

    description: str = ""
    canonical: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    default: str = ""  # x-default: for readers of any other language
    index: bool = True
    kind: str = "website"
    title: str = ""
    image: str = ""  # what another site shows of a link to this page


def absolute(path: str) -> str:
    return settings.PUBLIC_URL + path


def reverse_in(language: str, name: str, **kwargs: object) -> str:
    with override(language):
        return reverse(name, kwargs=kwargs)


def head_for(request: HttpRequest, description: str = "", *, index: bool = True) -> PageHead:
    """The head of a page that is in every language under the same words."""
    paths = {code: absolute(in_language(request.path, code)) for code in codes()}
    return PageHead(
        description=description,
        canonical=absolute(request.path),
        alternates=paths if index else {},
        default=paths[settings.LANGUAGE_CODE] if index else "",
        index=index,
    )

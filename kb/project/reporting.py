"""Errors told to a Sentry server, where SENTRY_DSN names one: what went wrong and where in the code, nothing of the reader."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

KEPT = {"method"}  # of a request; its address may hold a secret, and its headers and body say who asks what


def begin(dsn: str, version: str) -> None:
    """Tell the server at `dsn` of every error that is logged. Raises ImproperlyConfigured."""
    import sentry_sdk
    from django.core.exceptions import ImproperlyConfigured
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.utils import BadDsn

    try:
        sentry_sdk.init(
            dsn,
            release=version,
            include_local_variables=False,  # a code or a key may be in one
            max_request_body_size="never",
            max_breadcrumbs=0,  # so may they in a query
            server_name="",
            traces_sample_rate=0,
            auto_enabling_integrations=False,
            integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
            before_send=without_reader,
        )
    except BadDsn:
        raise ImproperlyConfigured("SENTRY_DSN must look like https://key@sentry.example/1") from None


def without_reader(event: "Event", hint: "Hint") -> "Event":
    """`event` without what says who asked for what."""
    from kb.project.logs import request_id

    sent: dict[str, Any] = event  # type: ignore[assignment]
    sent["request"] = {name: value for name, value in sent.get("request", {}).items() if name in KEPT}
    for name in ("user", "breadcrumbs", "extra", "modules"):
        sent.pop(name, None)
    if "logentry" in sent:
        sent["logentry"] = {"message": sent["logentry"].get("message", "")}  # without what was put into it
    sent.setdefault("tags", {})["request"] = request_id.get()
    return event

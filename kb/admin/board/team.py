"""Who did how much: a page for a team and a period, and the same as CSV for a spreadsheet."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kb.base.languages import language_name
from kb.workflow.board import contributions
from kb.workflow.board.contributions import Share

DAYS = 30  # up to today, where nothing else is asked for
LONGEST = 5 * 366  # days of a period
COLUMNS = {
    "person": gettext_lazy("Person"),
    "language": gettext_lazy("Language"),
    "written": gettext_lazy("Articles written"),
    "translated": gettext_lazy("Articles translated"),
    "added": gettext_lazy("Words added"),
    "reviewed": gettext_lazy("Texts reviewed"),
    "returned": gettext_lazy("Returned to them"),
    "waited": gettext_lazy("Their texts waited"),
    "took": gettext_lazy("They answered after"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


class PeriodForm(forms.Form):
    since = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    team = forms.ModelChoiceField(
        Group.objects.order_by("name"),
        label=gettext_lazy("Team"),
        required=False,
        empty_label=gettext_lazy("Everybody"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        if since and until and (until - since).days > LONGEST:
            raise forms.ValidationError(_("The period is longer than five years."))
        return given


@require_safe
def contributors(request: HttpRequest) -> HttpResponse:
    """Reviewers see all of a team, everybody else what they did themselves."""
    person = request.user
    if not isinstance(person, User) or not person.has_perm("kb.view_article"):
        raise PermissionDenied
    sees_all = contributions.may_see_all(person)
    form = PeriodForm(_asked(request), auto_id="period-%s")
    if not sees_all:
        del form.fields["team"]
    shares: list[Share] = []
    if form.is_valid():
        shares = _shares(form.cleaned_data, None if sees_all else person)
        if request.GET.get("format") == "csv":
            return _csv(shares, form.cleaned_data)
    around = {
        **admin.site.each_context(request),
        "title": _("Contributions"),
        "is_nav_sidebar_enabled": False,
        "form": form,
        "sees_all": sees_all,
        "shares": shares,
        "columns": COLUMNS,
        "as_csv": "?" + urlencode({**form.data, "format": "csv"}),
    }
    return render(request, "admin/kb/board/contributions.html", around, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> dict[str, str]:
    today = timezone.localdate()
    asked = {"since": str(today - timedelta(days=DAYS - 1)), "until": str(today), "team": ""}
    return asked | {name: request.GET[name] for name in asked if name in request.GET}


def _shares(given: dict[str, Any], person: User | None) -> list[Share]:
    """Of the whole days in the zone of the person who asks."""
    begin, end = _midnight(given["since"]), _midnight(given["until"] + timedelta(days=1))
    people = User.objects.filter(groups=given["team"]) if given.get("team") else User.objects.all()
    return contributions.shares(begin, end, [person] if person else people)


def _midnight(day: date) -> datetime:
    there = datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
    return there.astimezone(UTC)


def _csv(shares: Iterable[Share], given: dict[str, Any]) -> HttpResponse:
    """With the marks by which spreadsheets know UTF-8. Times are in hours."""
    name = f"contributions-{given['since']}-{given['until']}.csv"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    rows = csv.writer(response)
    hours = {"waited": _("Their texts waited (hours)"), "took": _("They answered after (hours)")}
    rows.writerow([hours.get(key, label) for key, label in COLUMNS.items()])
    for share in shares:
        rows.writerow([_plain(share.person), language_name(share.language), *_numbers(share)])
    return response


def _numbers(share: Share) -> list[str | int]:
    waits = [_hours(share.median_waited), _hours(share.median_took)]
    counts = [len(share.written), len(share.translated), share.added, share.reviewed, share.returned]
    return [*counts, *waits]


def _hours(wait: timedelta | None) -> str:
    return "" if wait is None else f"{wait.total_seconds() / 3600:.1f}"


def _plain(text: str) -> str:
    """Read as text, whatever it begins with."""
    return f"'{text}" if text.startswith(FORMULA) else text


PAGES = (("board/contributions/", contributors, "kb_contributions"),)

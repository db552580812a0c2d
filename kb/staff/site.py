"""The admin behind two factors: anyone who has given only a password sees nothing but the way to the second one."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, resolve, reverse
from django.utils.translation import gettext_lazy as _

from kb.staff import audit, letters, passkeys, passwords, proof, single_sign_on, views
from kb.staff.forms import PasswordForm
from kb.staff.steps import is_half_in


class StaffSite(AdminSite):
    site_header = site_title = _("Secure Login Knowledge Base: editors’ desk")
    index_title = _("All tables")
    login_form = PasswordForm

    def has_permission(self, request: HttpRequest) -> bool:
        return is_half_in(request) and request.user.is_verified()  # type: ignore[union-attr]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        ways = {"sends_letters": letters.are_sent(), "has_sso": single_sign_on.is_offered()}
        return super().each_context(request) | ways

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The board, which `kb.admin` has under this name; the tables for anyone who has nothing to see there."""
        if request.user.has_perm("kb.view_article"):
            return resolve(reverse("admin:kb_board")).func(request)
        return self.tables(request, extra_context)

    def tables(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Django's own first page: everything that this person may look at, by table."""
        return super().index(request, extra_context)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET" and is_half_in(request) and not self.has_permission(request):
            query = urlencode({"next": request.GET.get("next", "")})
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")
        return super().login(request, extra_context)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        response = super().logout(request, extra_context)
        if response.status_code != HTTPStatus.OK:  # only a POST signs out
            return response
        messages.success(request, _("You are signed out."))
        return redirect("admin:login")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        user: Any = request.user
        before = user.password
        response = super().password_change(request, extra_context)
        if user.password != before:
            audit.record(request, audit.Kind.PASSWORD_CHANGED, user.get_username())
        return response

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path("tables/", self.admin_view(self.tables), name="tables"),
            path("password/forgotten/", passwords.forgotten, name="forgotten"),
            path("password/<str:uid>/<str:token>/", passwords.choose, name="choose_password"),
            path("single-sign-on/", single_sign_on.begin, name="sso"),
            path("single-sign-on/answer/", single_sign_on.answer, name="sso_answer"),
            path("second-factor/", views.second_factor, name="second_factor"),
            path("second-factor/set-up/", views.set_up, name="set_up"),
            path("second-factor/passkey/question/", passkeys.question, name="passkey_question"),
            path("second-factor/passkey/answer/", passkeys.answer, name="passkey_answer"),
            path("second-factor/set-up/passkey/options/", passkeys.enrolment_options, name="passkey_options"),
            path("second-factor/set-up/passkey/", passkeys.enrolment, name="passkey_enrolment"),
            path("security/", self.admin_view(views.security), name="security"),
            path("security/prove/", proof.prove, name="prove"),
            path("security/codes/", self.admin_view(views.renew_codes), name="renew_codes"),
            path("security/passkeys/<int:pk>/name/", self.admin_view(passkeys.rename), name="passkey_rename"),
            path("security/passkeys/<int:pk>/remove/", self.admin_view(passkeys.remove), name="passkey_remove"),
            path("security/sessions/<slug:handle>/end/", self.admin_view(views.end_session), name="end_session"),
            path("security/sign-out/", self.admin_view(views.sign_out_everywhere), name="sign_out_everywhere"),
        ]
        return [*own, *super().get_urls()]

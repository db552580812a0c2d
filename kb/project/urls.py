from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from kb.project import health, system
from kb.project.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("api/v1/", api.urls),
    path("pair/", include("auth_demo.web.short_urls")),
    path("", include("auth_demo.web.join_urls")),
    path("lti/", include("auth_demo.web.lti_urls")),
    path("", include("kb.web.root_urls")),
    *i18n_patterns(
        path("admin/system/", system.system, name="system"),
        path("admin/", admin.site.urls),
        path("pair/", include("auth_demo.web.short_urls", namespace="short_in_language")),
        path("practice/", include("auth_demo.web.urls")),
        path("", include("auth_demo.web.class_urls")),
        path("", include("auth_demo.web.lms_urls")),
        path("", include("kb.web.urls")),
    ),
]

handler400 = "kb.project.errors.bad_request"
handler403 = "kb.web.errors.forbidden"
handler404 = "kb.project.errors.not_found"
handler500 = "kb.project.errors.server_error"

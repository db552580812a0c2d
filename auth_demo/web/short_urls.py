"""The practice room's short address: a person types it on a phone."""

from django.urls import path

from auth_demo.web import pair

app_name = "short"

urlpatterns = [path("", pair.shortcut, name="pair")]

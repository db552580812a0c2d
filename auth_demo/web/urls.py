"""The practice room's pages, below /<language>/practice/."""

from django.urls import path

from auth_demo.web import pages

app_name = "practice"

urlpatterns = [
    path("", pages.index, name="index"),
    path("<slug:id>/", pages.scenario, name="scenario"),
    path("<slug:id>/data.json", pages.data, name="data"),
]

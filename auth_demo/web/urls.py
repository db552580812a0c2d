"""The practice room's pages, below /<language>/practice/."""

from django.urls import path

from auth_demo.web import pages, pair

app_name = "practice"

urlpatterns = [
    path("", pages.index, name="index"),
    path("pair/", pair.page, name="pair"),
    path("pair/worker.js", pair.worker, name="pair_worker"),
    path("words.json", pages.words, name="words"),
    path("<slug:id>/", pages.scenario, name="scenario"),
    path("<slug:id>/data.json", pages.data, name="data"),
]

"""The address of a class that people type from a wall: no language, since each browser has its own."""

from django.urls import path

from auth_demo.web import class_pages

urlpatterns = [
    path("join/", class_pages.shortcut, name="join"),
    path("join/<str:code>/", class_pages.shortcut),  # for people who type both from the wall
]

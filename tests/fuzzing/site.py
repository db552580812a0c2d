"""The targets, with Django set up: outside of pytest."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
django.setup()

from tests.fuzzing.targets import TARGETS  # noqa: E402  it needs the settings

__all__ = ["TARGETS"]

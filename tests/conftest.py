"""What every test may ask for."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """No test depends on collected, hashed files; the served site is tested by tests/browser/test_server.py."""
    from django.test import override_settings

    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(autouse=True)
def default_language():
    """Each test begins in the site's default language, whatever the one before it read."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)

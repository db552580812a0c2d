"""The site as its pictures are taken: the same each time. Its clocks stand still, and what it draws at random is seeded."""

import secrets

from script.studio import chance

# Before the practice room is imported: it takes hold of these functions then.
for name in ("randbelow", "token_bytes", "token_hex", "token_urlsafe"):
    setattr(secrets, name, getattr(chance, name))

from kb.project.settings import *  # noqa: F403
from kb.project.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "script.studio.apps.StudioConfig"]
MIDDLEWARE = ["script.studio.chance.Seeded", *MIDDLEWARE]

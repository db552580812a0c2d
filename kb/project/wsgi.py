"""Django's WSGI application: everything but cached pages and live streams goes through it (asgi.py)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
application = get_wsgi_application()

"""The site's own settings with one more address, to measure its pages against."""

from kb.project import settings as site

globals().update({name: getattr(site, name) for name in dir(site) if name.isupper()})
ROOT_URLCONF = "tests.load.urls"

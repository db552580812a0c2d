"""Addresses without a language: one step to the right one, and what programs ask for at the top of a site."""

from django.urls import path, re_path

from kb.web import entry, favicon, media, robots, sitemaps

urlpatterns = [
    path("", entry.home),
    re_path(r"^(?P<spelling>(?:(?:[Ii][Bb])?[Kk][Bb][ _-]*)?[0-9]{1,6})/?$", entry.number),
    re_path(r"^kb/(?P<spelling>[0-9]{1,6})(?:/[a-z0-9-]+)?/?$", entry.number),
    re_path(f"^media/{media.NAME}$", media.picture),
    path("favicon.ico", favicon.favicon),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", robots.security_txt, name="security_txt"),
]

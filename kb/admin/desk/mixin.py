"""The pages about one language of an article, and about the article's end, under the admin's address of the article."""

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from kb.admin.desk import agency, archive, facts, text, threads


class TextsMixin(admin.ModelAdmin[Any]):
    def get_urls(self) -> list[URLPattern]:
        return [
            *(
                path(f"<int:pk>/text/<slug:language>/{address}", self.admin_site.admin_view(view), name=name)
                for address, view, name in (*text.PAGES, *agency.PAGES, *threads.PAGES)
            ),
            *(
                path(f"<int:pk>/{address}", self.admin_site.admin_view(view), name=name)
                for address, view, name in (*archive.PAGES, *facts.PAGES)
            ),
            *super().get_urls(),
        ]

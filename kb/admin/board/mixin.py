"""What ArticleAdmin has to inherit for the board to have an address beside the list of articles."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from kb.admin.board import bulk, dealing, files, reading, saved, team
from kb.admin.board.views import board
from kb.admin.notices import access
from kb.admin.notices.preferences import preferences
from kb.admin.words import pages
from kb.models import Article
from kb.workflow.board.searches import How


class BoardMixin(admin.ModelAdmin[Any]):
    change_list_template = "admin/kb/board/change_list.html"

    def log_addition(self, request: HttpRequest, obj: Article, message: Any) -> Any:
        """An article may have been begun from a search."""
        dealing.done(request, How.ARTICLE, obj.number)
        return super().log_addition(request, obj, message)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(board, site=self.admin_site))
        return [
            path("board/", view, name="kb_board"),
            path("board/bulk/", self.admin_site.admin_view(bulk.act), name="kb_board_bulk"),
            path("board/filters/keep/", self.admin_site.admin_view(saved.keep), name="kb_filter_keep"),
            path("board/filters/<int:pk>/drop/", self.admin_site.admin_view(saved.drop), name="kb_filter_drop"),
            path("board/searches/deal/", self.admin_site.admin_view(dealing.deal), name="kb_searches_deal"),
            path("board/news/read/", self.admin_site.admin_view(reading.read), name="kb_news_read"),
            path("board/preferences/", self.admin_site.admin_view(preferences), name="kb_preferences"),
            path("board/tokens/", self.admin_site.admin_view(access.make), name="kb_token_make"),
            path("board/tokens/<int:pk>/revoke/", self.admin_site.admin_view(access.revoke), name="kb_token_revoke"),
            *(
                path(address, self.admin_site.admin_view(page), name=name)
                for address, page, name in (*files.PAGES, *team.PAGES)
            ),
            path("board/<slug:key>/", view, name="kb_board_panel"),
            *(path(address, self.admin_site.admin_view(page), name=name) for address, page, name in pages.PAGES),
            *super().get_urls(),
        ]

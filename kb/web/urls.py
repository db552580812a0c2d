"""Addresses below /<language>/."""

from django.urls import path

from kb.web import about, articles, choose, feeds, home, listing, opensearch, previews, search, votes

app_name = "kb"

urlpatterns = [
    path("", home.home, name="home"),
    path("kb/<int:number>/", articles.article, name="article_number"),
    path("kb/<int:number>/vote/", votes.vote, name="vote"),
    path("kb/<int:number>/<slug:slug>/", articles.article, name="article"),
    path("category/<slug:key>/", listing.category, name="category"),
    path("category/<slug:key>/atom.xml", feeds.category_feed, name="category_feed"),
    path("tag/<slug:key>/", listing.tag, name="tag"),
    path("recent/", listing.recent, name="recent"),
    path("recent/atom.xml", feeds.feed, name="feed"),
    path("search/", search.search, name="search"),
    path("choose/", choose.choose, name="choose"),
    path("preview/<str:token>/", previews.preview, name="preview"),
    path("about/", about.about, name="about"),
    path("opensearch.xml", opensearch.opensearch, name="opensearch"),
]

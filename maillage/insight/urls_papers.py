"""Addresses of what insight prints."""

from django.urls import URLPattern, URLResolver, path

from maillage.insight.views import factfile_paper

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:region>/factfile/<int:edition>.pdf", factfile_paper.factfile_public_paper, name="factfile-pdf"),
    path(
        "desk/<slug:region>/factfile/<int:edition>.pdf", factfile_paper.factfile_desk_paper, name="factfile-draft-pdf"
    ),
]

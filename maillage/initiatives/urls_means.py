"""Addresses of posts and money."""

from django.urls import URLPattern, URLResolver, path

from maillage.initiatives.views import funding, means

MEANS = "desk/<slug:region>/means"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:region>/funding/", funding.funding_public, name="funding-public"),
    path(f"{MEANS}/", means.means, name="means"),
    path(f"{MEANS}/posts/new/", means.post_create, name="post-create"),
    path(f"{MEANS}/posts/<slug:public_id>/", means.post_edit, name="post-edit"),
    path(f"{MEANS}/posts/<slug:public_id>/remove/", means.post_remove, name="post-remove"),
    path(f"{MEANS}/money/new/", means.funding_create, name="funding-create"),
    path(f"{MEANS}/money/<slug:public_id>/", means.funding_edit, name="funding-edit"),
    path(f"{MEANS}/money/<slug:public_id>/remove/", means.funding_remove, name="funding-remove"),
    path(f"{MEANS}/posts.csv", means.means_sheet, {"what": "posts"}, name="post-sheet"),
    path(f"{MEANS}/money.csv", means.means_sheet, {"what": "money"}, name="funding-sheet"),
    path(f"{MEANS}/posts-and-money.xlsx", means.means_sheet, {"what": "posts-and-money"}, name="means-sheet"),
]

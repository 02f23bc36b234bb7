"""Addresses of the review of a drafted report, and of what the roundtable was worth."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import feedback, review, reviewing

REVIEW = "desk/<slug:region>/roundtables/<int:number>/review"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{REVIEW}/open/", reviewing.review_open, name="review-open"),
    path(f"{REVIEW}/close/", reviewing.review_close, name="review-close"),
    path(f"{REVIEW}/<slug:public_id>/settle/", reviewing.remark_settle, name="remark-settle"),
    path("link/review/<str:token>/", review.report_review, name="report-review"),
    path("link/feedback/<str:token>/", feedback.feedback_give, name="feedback-give"),
]

"""Addresses of coverage: what everybody reads, and the desk on which it is kept."""

from django.urls import path

from maillage.insight.views import coverage

urlpatterns = [
    path("<slug:region>/coverage/", coverage.coverage, name="coverage"),
    path("<slug:region>/coverage/<slug:theme>/", coverage.coverage_theme, name="coverage-theme"),
]

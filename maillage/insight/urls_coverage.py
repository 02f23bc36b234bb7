"""Addresses of coverage: what everybody reads, and the desk on which it is kept."""

from django.urls import path

from maillage.insight.views import coverage, coverage_desk, siting

DESK = "desk/<slug:region>/coverage/"
urlpatterns = [
    path("<slug:region>/coverage/", coverage.coverage, name="coverage"),
    path("<slug:region>/coverage/<slug:theme>/", coverage.coverage_theme, name="coverage-theme"),
    path(DESK, coverage_desk.coverage_desk, name="coverage-desk"),
    path(f"{DESK}settings/", coverage_desk.coverage_settings, name="coverage-settings"),
    path(f"{DESK}none/", coverage_desk.coverage_nones, name="coverage-nones"),
    path(f"{DESK}none/<slug:public_id>/back/", coverage_desk.coverage_none_back, name="coverage-none-back"),
    path(f"{DESK}listeners/", coverage_desk.coverage_listeners, name="coverage-listeners"),
    path(f"{DESK}listeners/<slug:public_id>/end/", coverage_desk.coverage_listener_end, name="coverage-listener-end"),
    path(f"{DESK}newcomers/", coverage_desk.coverage_newcomers, name="coverage-newcomers"),
    path(f"{DESK}newcomers/table/", coverage_desk.coverage_newcomers_sheet, name="coverage-newcomers-sheet"),
    path(
        f"{DESK}newcomers/<int:pk>/forget/", coverage_desk.coverage_newcomers_forget, name="coverage-newcomers-forget"
    ),
    path(f"{DESK}where-next/", siting.coverage_siting, name="coverage-siting"),
    path(f"{DESK}where-next/<slug:public_id>/", siting.coverage_siting_run, name="coverage-siting-run"),
    path(f"{DESK}where-next/<slug:public_id>/stop/", siting.coverage_siting_stop, name="coverage-siting-stop"),
]

"""Addresses of pilots on the desk, of a programme's portfolio, and of the link for a report."""

from django.urls import URLPattern, URLResolver, path

from maillage.initiatives.views import (
    pilot_course,
    pilot_end,
    pilot_link,
    pilot_programme,
    pilot_reports,
    pilots,
)

DESK = "desk/<slug:region>/pilots"
ONE = f"{DESK}/<slug:public_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/programmes/<slug:programme>/pilots/", pilot_programme.pilot_programme, name="pilot-programme"),
    path(f"{DESK}/", pilots.pilot_list, name="pilot-list"),
    path(f"{DESK}/new/", pilots.pilot_new, name="pilot-new"),
    path(f"{ONE}/", pilots.pilot_desk, name="pilot-desk"),
    path(f"{ONE}/edit/", pilots.pilot_edit, name="pilot-edit"),
    path(f"{ONE}/milestones/", pilot_course.pilot_milestones, name="pilot-milestones"),
    path(f"{ONE}/money/", pilot_course.pilot_money, name="pilot-money"),
    path(f"{ONE}/targets/", pilot_course.pilot_targets, name="pilot-targets"),
    path(f"{ONE}/reports/", pilot_reports.pilot_plan, name="pilot-plan"),
    path(f"{ONE}/reports/<slug:report>/", pilot_reports.pilot_report, name="pilot-report"),
    path(f"{ONE}/evaluation/", pilot_end.pilot_evaluation, name="pilot-evaluation"),
    path(f"{ONE}/evaluation/publish/", pilot_end.pilot_publish, name="pilot-publish"),
    path(f"{ONE}/practice/", pilot_end.pilot_become, name="pilot-become"),
    path("link/pilot/<str:token>/", pilot_link.pilot_report_send, name="pilot-report-send"),
]

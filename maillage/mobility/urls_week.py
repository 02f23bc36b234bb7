"""Addresses of a proposed week: answers by link, papers and calendars, the diary, the report of a year."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import own_papers, own_weeks, ride_report, week_desk

DESK = "desk/<slug:region>/lifts"
DIARY = f"{DESK}/diary"
SHEETS = f"{DESK}/sheets"
DRIVER = "link/drive/<str:token>"
RIDER = "link/lifts/<str:token>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/plans/<slug:public_id>/propose/", week_desk.plan_propose, name="plan-propose"),
    path(f"{DIARY}/", week_desk.diary, name="diary"),
    path(f"{DIARY}/outings/<slug:public_id>/", week_desk.outing_settle, name="outing-settle"),
    path(f"{DIARY}/rides/<slug:public_id>/", week_desk.ride_settle, name="ride-settle"),
    path(f"{DIARY}/told/", week_desk.week_told, name="week-told"),
    path(f"{SHEETS}/drivers/<slug:public_id>/", own_papers.driver_sheet, name="driver-sheet"),
    path(f"{SHEETS}/drivers/<slug:public_id>/week.pdf", own_papers.driver_sheet_paper, name="driver-sheet-paper"),
    path(f"{SHEETS}/riders/<slug:public_id>/", own_papers.rider_sheet, name="rider-sheet"),
    path(f"{SHEETS}/riders/<slug:public_id>/week.pdf", own_papers.rider_sheet_paper, name="rider-sheet-paper"),
    path(f"{DESK}/report/", ride_report.ride_report, name="ride-report"),
    path(f"{DESK}/report/sent/", ride_report.ride_report_sent, name="ride-report-sent"),
    path(f"{DESK}/report.xlsx", ride_report.ride_report_sheet, name="ride-report-sheet"),
    path(f"{DESK}/report.pdf", ride_report.ride_report_paper, name="ride-report-paper"),
    path(f"{DRIVER}/outings/<slug:public_id>/", own_weeks.driver_outing, name="driver-outing"),
    path(f"{DRIVER}/yes/", own_weeks.driver_yes, name="driver-yes"),
    path(f"{DRIVER}/week/", own_papers.driver_week, name="driver-week"),
    path(f"{DRIVER}/week.pdf", own_papers.driver_week_paper, name="driver-week-paper"),
    path(f"{DRIVER}/lifts.ics", own_papers.driver_feed, name="driver-calendar"),
    path(f"{RIDER}/rides/<slug:public_id>/", own_weeks.rider_ride, name="rider-ride"),
    path(f"{RIDER}/yes/", own_weeks.rider_yes, name="rider-yes"),
    path(f"{RIDER}/week/", own_papers.rider_week, name="rider-week"),
    path(f"{RIDER}/week.pdf", own_papers.rider_week_paper, name="rider-week-paper"),
    path(f"{RIDER}/lifts.ics", own_papers.rider_feed, name="rider-calendar"),
]

"""Addresses of the plans of weeks on the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import plans

DESK = "desk/<slug:region>/lifts/plan/"
PLAN = f"{DESK}<slug:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(DESK, plans.plan_desk, name="plan-desk"),
    path(PLAN, plans.plan_show, name="plan-show"),
    path(f"{PLAN}missing/", plans.plan_missing, name="plan-missing"),
    path(f"{PLAN}stop/", plans.plan_stop, name="plan-stop"),
    path(f"{PLAN}anew/", plans.plan_anew, name="plan-anew"),
    path(f"{PLAN}by-hand/<slug:asked>/<str:on>/", plans.plan_by_hand, name="plan-by-hand"),
]

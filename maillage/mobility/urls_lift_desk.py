"""Addresses of lifts on the desk: what waits, requests, offers, drivers, meeting points, holidays, rules."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import drivers, lift_settings, new_links, offer_desk, request_desk

DESK = "desk/<slug:region>/lifts"
REQUEST = f"{DESK}/requests/<slug:public_id>"
OFFER = f"{DESK}/offers/<slug:public_id>"
POINT = f"{DESK}/points/<slug:public_id>"
DRIVER = f"{DESK}/drivers/<slug:public_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/", request_desk.lift_desk, name="lift-desk"),
    path(f"{DESK}/requests/", request_desk.request_desk, name="request-desk"),
    path(f"{DESK}/ask/", request_desk.request_create, name="request-create"),
    path(f"{REQUEST}/", request_desk.request_show, name="request-show"),
    path(f"{REQUEST}/edit/", request_desk.request_edit, name="request-edit"),
    path(f"{REQUEST}/settle/", request_desk.request_settle, name="request-settle"),
    path(f"{REQUEST}/end/", request_desk.request_end, name="request-end"),
    path(f"{REQUEST}/qualifies/", request_desk.request_qualifies, name="request-qualifies"),
    path(f"{DESK}/offers/", offer_desk.offer_desk, name="offer-desk"),
    path(f"{DESK}/offer/", offer_desk.offer_create, name="offer-create"),
    path(f"{OFFER}/", offer_desk.offer_show, name="offer-show"),
    path(f"{OFFER}/edit/", offer_desk.offer_edit, name="offer-edit"),
    path(f"{OFFER}/settle/", offer_desk.offer_settle, name="offer-settle"),
    path(f"{OFFER}/end/", offer_desk.offer_end, name="offer-end"),
    path(f"{DESK}/drivers/", drivers.driver_desk, name="driver-desk"),
    path(f"{DRIVER}/", drivers.driver_show, name="driver-show"),
    path(f"{DRIVER}/link/", new_links.driver_link, name="driver-link"),
    path(f"{DESK}/riders/<slug:public_id>/link/", new_links.rider_link, name="rider-link"),
    path(f"{DESK}/riders/<slug:public_id>/export/", request_desk.rider_export, name="rider-export"),
    path(f"{DRIVER}/proofs/", drivers.proof_see, name="proof-see"),
    path(f"{DRIVER}/proofs/<int:pk>/remove/", drivers.proof_remove, name="proof-remove"),
    path(f"{DESK}/points/", lift_settings.point_desk, name="point-desk"),
    path(f"{POINT}/", lift_settings.point_edit, name="point-edit"),
    path(f"{POINT}/close/", lift_settings.point_close, name="point-close"),
    path(f"{DESK}/holidays/", lift_settings.holiday_desk, name="holiday-desk"),
    path(f"{DESK}/holidays/<int:pk>/remove/", lift_settings.holiday_remove, name="holiday-remove"),
    path(f"{DESK}/rules/", lift_settings.ride_rules, name="ride-rules"),
]

"""Addresses of lifts: the public board, asking and offering, and the pages that newcomers and drivers open by link."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from maillage.mobility.views import driving, lifts, riding

RIDER = "link/lifts/<str:token>"
RIDE = f"{RIDER}/<slug:public_id>"
DRIVER = "link/drive/<str:token>"
DRIVE = f"{DRIVER}/offers/<slug:public_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:region>/lifts/", lifts.board, name="board"),
    path("<slug:region>/lifts/ask/", lifts.ask, name="ask"),
    path("<slug:region>/lifts/offer/", lifts.offer, name="offer"),
    path(f"{RIDER}/", riding.rider_page, name="rider-page"),
    path(f"{RIDER}/ask/", riding.rider_ask, name="rider-ask"),
    path(f"{RIDER}/details/", riding.rider_details, name="rider-details"),
    path(f"{RIDER}/held/", riding.rider_held, name="rider-held"),
    path(f"{RIDER}/erase/", riding.rider_erase, name="rider-erase"),
    path(f"{RIDE}/change/", riding.rider_change, name="rider-change"),
    path(f"{RIDE}/day/", riding.rider_day, name="rider-day"),
    path(f"{RIDE}/withdraw/", riding.rider_withdraw, name="rider-withdraw"),
    path(f"{DRIVER}/", driving.driver_page, name="driver-page"),
    path(f"{DRIVER}/offers/", driving.driver_offers, name="driver-offers"),
    path(f"{DRIVER}/offers/new/", driving.driver_offer, name="driver-offer"),
    path(f"{DRIVER}/car/", driving.driver_car, name="driver-car"),
    path(f"{DRIVE}/change/", driving.driver_change, name="driver-change"),
    path(f"{DRIVE}/day/", driving.driver_day, name="driver-day"),
    path(f"{DRIVE}/withdraw/", driving.driver_withdraw, name="driver-withdraw"),
]

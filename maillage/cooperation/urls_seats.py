"""Addresses of answers and seats: the calendar file of a guest, and a seat given by hand."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import answer, seats

urlpatterns: list[URLPattern | URLResolver] = [
    path("link/answer/<str:token>/calendar.ics", answer.invitation_calendar, name="invitation-calendar"),
    path(
        "desk/<slug:region>/roundtables/<int:number>/who/<slug:public_id>/seat/",
        seats.invitation_seat,
        name="invitation-seat",
    ),
]

"""Addresses of cooperation: before the meeting, and the meeting itself with its report."""

from maillage.cooperation import (
    urls_call,
    urls_dates,
    urls_live,
    urls_meeting,
    urls_papers,
    urls_pilots,
    urls_review,
    urls_rooms,
    urls_seats,
    urls_who,
)

app_name = "cooperation"
urlpatterns = [
    *urls_call.urlpatterns,
    *urls_dates.urlpatterns,
    *urls_meeting.urlpatterns,
    *urls_live.urlpatterns,
    *urls_papers.urlpatterns,
    *urls_pilots.urlpatterns,
    *urls_review.urlpatterns,
    *urls_rooms.urlpatterns,
    *urls_who.urlpatterns,
    *urls_seats.urlpatterns,
]

"""Addresses of cooperation: before the meeting, and the meeting itself with its report."""

from maillage.cooperation import urls_call, urls_meeting

app_name = "cooperation"
urlpatterns = [*urls_call.urlpatterns, *urls_meeting.urlpatterns]

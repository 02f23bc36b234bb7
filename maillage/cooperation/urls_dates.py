"""Addresses of what comes before and between the tables: dates to choose from, and what is said ahead."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import contribution, contributions, date_poll

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"
DATES = f"{ROUNDTABLE}/dates"
SAID = f"{ROUNDTABLE}/contributions"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DATES}/", date_poll.roundtable_dates, name="roundtable-dates"),
    path(f"{DATES}/fix/", date_poll.date_fix, name="date-fix"),
    path(f"{DATES}/ask-again/", date_poll.date_ask_again, name="date-ask-again"),
    path(f"{DATES}/<slug:public_id>/", date_poll.date_record, name="date-record"),
    path(f"{SAID}/", contributions.roundtable_contributions, name="roundtable-contributions"),
    path(f"{SAID}/sheet/", contributions.contribution_sheet, name="contribution-sheet"),
    path(f"{SAID}/<slug:public_id>/", contributions.contribution_settle, name="contribution-settle"),
    path("link/dates/<str:token>/", date_poll.date_vote, name="date-vote"),
    path("link/say/<str:token>/", contribution.contribution_say, name="contribution-say"),
    path("link/need/<str:token>/", contribution.need_raise, name="need-raise"),
    path("link/contribute/<str:token>/", contribution.contribution_open, name="contribution-open"),
]

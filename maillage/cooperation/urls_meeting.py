"""Addresses of the meeting itself: rooms, live, wrap-up."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import arrivals, lines, live, rooms, wrap_up

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"
LIVE = f"{ROUNDTABLE}/live"
NOTE = f"{LIVE}/lines/<slug:public_id>"
REPORT = f"{ROUNDTABLE}/wrap-up/report"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ROUNDTABLE}/rooms/", rooms.roundtable_rooms, name="roundtable-rooms"),
    path(f"{ROUNDTABLE}/rooms/spread/", rooms.roundtable_rooms_spread, name="roundtable-rooms-spread"),
    path(f"{ROUNDTABLE}/rooms/move/", rooms.roundtable_rooms_move, name="roundtable-rooms-move"),
    path(f"{LIVE}/", live.roundtable_live, name="roundtable-live"),
    path(f"{LIVE}/clock/", live.roundtable_live_clock, name="roundtable-live-clock"),
    path(f"{LIVE}/next-item/", live.roundtable_live_next, name="roundtable-live-next"),
    path(f"{LIVE}/more-time/", live.roundtable_live_more, name="roundtable-live-more"),
    path(f"{LIVE}/agenda/", live.roundtable_live_agenda, name="roundtable-live-agenda"),
    path(f"{LIVE}/tick/", arrivals.roundtable_live_tick, name="roundtable-live-tick"),
    path(f"{LIVE}/manner/", arrivals.roundtable_live_manner, name="roundtable-live-manner"),
    path(f"{LIVE}/all/", arrivals.roundtable_live_all, name="roundtable-live-all"),
    path(f"{LIVE}/somebody-new/", arrivals.roundtable_live_walk_in, name="roundtable-live-walk-in"),
    path(f"{LIVE}/write/", lines.roundtable_note_write, name="roundtable-note-write"),
    path(f"{LIVE}/lines/", live.roundtable_live_lines, name="roundtable-live-lines"),
    path(f"{NOTE}/", lines.roundtable_note_change, name="roundtable-note-change"),
    path(f"{NOTE}/tag/", lines.roundtable_note_tag, name="roundtable-note-tag"),
    path(f"{NOTE}/details/", lines.roundtable_note_detail, name="roundtable-note-detail"),
    path(f"{NOTE}/history/", lines.roundtable_note_history, name="roundtable-note-history"),
    path(f"{NOTE}/remove/", lines.roundtable_note_remove, name="roundtable-note-remove"),
    path(f"{ROUNDTABLE}/wrap-up/", wrap_up.roundtable_wrap_up, name="roundtable-wrap-up"),
    path(f"{ROUNDTABLE}/wrap-up/attendance/", wrap_up.roundtable_attendance, name="roundtable-attendance"),
    path(f"{ROUNDTABLE}/wrap-up/owners/", wrap_up.roundtable_owners, name="roundtable-owners"),
    path(f"{REPORT}/draft/", wrap_up.roundtable_report_draft, name="roundtable-report-draft"),
    path(f"{REPORT}/freeze/", wrap_up.roundtable_report_freeze, name="roundtable-report-freeze"),
    path(f"{REPORT}/edit/<slug:language>/", wrap_up.roundtable_report_edit, name="roundtable-report-edit"),
    path(f"{REPORT}/<int:version>/publish/", wrap_up.roundtable_report_publish, name="roundtable-report-publish"),
    path(f"{REPORT}/<int:version>/withdraw/", wrap_up.roundtable_report_withdraw, name="roundtable-report-withdraw"),
]

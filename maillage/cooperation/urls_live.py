"""Addresses of the day itself: the door, one's own page, the projector, the page of a room."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import arrivals, check_in, present, projector, room_links, room_page, votes

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"
LIVE = f"{ROUNDTABLE}/live"

urlpatterns: list[URLPattern | URLResolver] = [
    path("here/", check_in.check_in_code, name="check-in-code"),
    path("link/here/<str:token>/", check_in.check_in, name="check-in"),
    path("link/answer/<str:token>/here/", check_in.check_in_guest, name="check-in-guest"),
    path("link/present/<str:token>/", present.present, name="present"),
    path("link/present/<str:token>/now/", present.present_now, name="present-now"),
    path("link/present/<str:token>/vote/", votes.present_vote, name="present-vote"),
    path("link/present/<str:token>/leave/", present.present_leave, name="present-leave"),
    path("link/room/<str:token>/", room_page.room_page, name="room-page"),
    path("link/room/<str:token>/now/", room_page.room_page_now, name="room-page-now"),
    path("link/room/<str:token>/write/", room_page.room_page_write, name="room-page-write"),
    path("link/room/<str:token>/tag/", room_page.room_page_tag, name="room-page-tag"),
    path(f"{LIVE}/arrivals/", arrivals.roundtable_live_arrivals, name="roundtable-live-arrivals"),
    path(f"{LIVE}/door/", arrivals.roundtable_live_door, name="roundtable-live-door"),
    path(f"{LIVE}/door/<slug:public_id>/", arrivals.roundtable_live_let_in, name="roundtable-live-let-in"),
    path(f"{LIVE}/ideas/<slug:public_id>/hands/", votes.roundtable_live_hands, name="roundtable-live-hands"),
    path(f"{LIVE}/ideas/", votes.roundtable_live_ideas, name="roundtable-live-ideas"),
    path(f"{LIVE}/projector/", projector.roundtable_projector, name="roundtable-projector"),
    path(f"{LIVE}/projector/now/", projector.roundtable_projector_now, name="roundtable-projector-now"),
    path(f"{LIVE}/room-links/", room_links.roundtable_room_links, name="roundtable-room-links"),
    path(f"{LIVE}/room-links/mail/", room_links.roundtable_room_links_mail, name="roundtable-room-links-mail"),
    path(f"{LIVE}/room-links/<int:room>/end/", room_links.roundtable_room_links_end, name="roundtable-room-links-end"),
]

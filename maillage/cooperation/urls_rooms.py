"""Addresses of rooms: leaders and latecomers, lists and cards, wishes, the video meeting."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import room_exports, rooms, video, wish

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"
ROOMS = f"{ROUNDTABLE}/rooms"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ROOMS}/leaders/", rooms.roundtable_rooms_leaders, name="roundtable-rooms-leaders"),
    path(f"{ROOMS}/late/", rooms.roundtable_rooms_late, name="roundtable-rooms-late"),
    path(f"{ROOMS}/zoom.csv", room_exports.roundtable_rooms_zoom, name="roundtable-rooms-zoom"),
    path(f"{ROOMS}/teams.csv", room_exports.roundtable_rooms_teams, name="roundtable-rooms-teams"),
    path(f"{ROOMS}/list.csv", room_exports.roundtable_rooms_list, name="roundtable-rooms-list"),
    path(f"{ROOMS}/groups.json", room_exports.roundtable_rooms_bigbluebutton, name="roundtable-rooms-bigbluebutton"),
    path(f"{ROOMS}/cards/", room_exports.roundtable_room_cards, name="roundtable-room-cards"),
    path(f"{ROOMS}/signs/", room_exports.roundtable_room_signs, name="roundtable-room-signs"),
    path(f"{ROUNDTABLE}/video/", video.roundtable_video, name="roundtable-video"),
    path(f"{ROUNDTABLE}/video/enter/", video.roundtable_video_enter, name="roundtable-video-enter"),
    path("link/rooms/<str:token>/", wish.room_wish, name="room-wish"),
    path("link/join/<str:token>/", video.video_join, name="video-join"),
]

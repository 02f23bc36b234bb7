"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, path

from maillage.desk.views import agenda, calendar, home, outbox, programme, region, settings, trail

app_name = "desk"
DESK = "desk/<slug:region>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", home.home, name="home"),
    path("desk/programmes/<slug:programme>/", programme.programme, name="programme"),
    path(f"{DESK}/", region.region_home, name="region"),
    path(f"{DESK}/calendar/", calendar.calendar, name="calendar"),
    path(f"{DESK}/outbox/", outbox.mail_list, name="outbox"),
    path(f"{DESK}/outbox/<int:pk>/", outbox.mail_detail, name="outbox-mail"),
    path(f"{DESK}/outbox/<int:pk>/as-it-looks/", outbox.mail_preview, name="outbox-preview"),
    path(f"{DESK}/outbox/<int:pk>/again/", outbox.mail_again, name="outbox-again"),
    path(f"{DESK}/trail/", trail.trail, name="trail"),
    path(f"{DESK}/settings/", settings.region_settings, name="region-settings"),
    path(f"{DESK}/settings/agenda/", agenda.agenda_template, name="agenda-template"),
]

"""Addresses of volunteers: what the public reads, a volunteer's own pages, and the desk."""

from django.urls import URLPattern, URLResolver, path

from maillage.people.views import (
    joining,
    mentoring,
    training,
    volunteer_deeds,
    volunteer_link,
    volunteer_terms,
    volunteers,
)

DESK = "desk/<slug:region>/volunteers"
ONE = f"{DESK}/<slug:public_id>"
MODULES, SESSIONS = f"{DESK}/training/modules", f"{DESK}/training/sessions"
SESSION, PAIR = f"{SESSIONS}/<slug:public_id>", f"{DESK}/mentoring/<slug:public_id>"
OWN = "link/volunteer/<str:token>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/", volunteers.volunteer_list, name="volunteer-list"),
    path(f"{DESK}/new/", volunteers.volunteer_create, name="volunteer-create"),
    path(f"{DESK}/sheet/", volunteers.volunteer_sheet, name="volunteer-sheet"),
    path(f"{DESK}/charter/", volunteer_terms.volunteer_charter, name="volunteer-charter"),
    path(f"{DESK}/charter/ask/", volunteer_terms.volunteer_charter_ask, name="volunteer-charter-ask"),
    path(f"{DESK}/sought/", volunteer_terms.volunteer_sought, name="volunteer-sought"),
    path(f"{DESK}/sought/<slug:public_id>/end/", volunteer_terms.volunteer_sought_end, name="volunteer-sought-end"),
    path(f"{DESK}/training/", training.training_list, name="training-list"),
    path(f"{MODULES}/take/", training.training_take, name="training-take"),
    path(f"{MODULES}/new/", training.training_module_create, name="training-module-create"),
    path(f"{MODULES}/<slug:public_id>/", training.training_module_edit, name="training-module-edit"),
    path(f"{MODULES}/<slug:public_id>/offer/", training.training_module_offer, name="training-module-offer"),
    path(f"{MODULES}/<slug:public_id>/session/", training.training_session_create, name="training-session-create"),
    path(f"{SESSION}/", training.training_session, name="training-session"),
    path(f"{SESSION}/edit/", training.training_session_edit, name="training-session-edit"),
    path(f"{SESSION}/invite/", training.training_session_invite, name="training-session-invite"),
    path(f"{SESSION}/attendance/", training.training_session_attendance, name="training-session-attendance"),
    path(f"{SESSION}/cancel/", training.training_session_cancel, name="training-session-cancel"),
    path(f"{DESK}/mentoring/", mentoring.mentoring_list, name="mentoring-list"),
    path(f"{DESK}/mentoring/new/", mentoring.mentoring_create, name="mentoring-create"),
    path(f"{PAIR}/", mentoring.mentoring_show, name="mentoring-show"),
    path(f"{PAIR}/met/", mentoring.mentoring_met, name="mentoring-met"),
    path(f"{PAIR}/end/", mentoring.mentoring_end, name="mentoring-end"),
    path(f"{ONE}/", volunteers.volunteer_show, name="volunteer-show"),
    path(f"{ONE}/edit/", volunteers.volunteer_edit, name="volunteer-edit"),
    path(f"{ONE}/welcome/", volunteer_deeds.volunteer_welcome, name="volunteer-welcome"),
    path(f"{ONE}/link/", volunteer_deeds.volunteer_send_link, name="volunteer-send-link"),
    path(f"{ONE}/pause/", volunteer_deeds.volunteer_pause, name="volunteer-pause"),
    path(f"{ONE}/signed/", volunteer_deeds.volunteer_signed, name="volunteer-signed"),
    path(f"{ONE}/trained/", volunteer_deeds.volunteer_trained, name="volunteer-trained"),
    path(f"{ONE}/stop/", volunteer_deeds.volunteer_end, name="volunteer-end"),
    path(f"{ONE}/export/", volunteer_deeds.volunteer_export, name="volunteer-export"),
    path(f"{ONE}/erase/", volunteer_deeds.volunteer_erase, name="volunteer-erase"),
    path(f"{OWN}/", volunteer_link.volunteer_page, name="volunteer-page"),
    path(f"{OWN}/held/", volunteer_link.volunteer_own_held, name="volunteer-own-held"),
    path(f"{OWN}/edit/", volunteer_link.volunteer_own, name="volunteer-own"),
    path(f"{OWN}/pause/", volunteer_link.volunteer_own_pause, name="volunteer-own-pause"),
    path(f"{OWN}/charter/", volunteer_link.volunteer_own_charter, name="volunteer-own-charter"),
    path(f"{OWN}/training/<slug:public_id>/", volunteer_link.volunteer_own_training, name="volunteer-own-training"),
    path(f"{OWN}/met/<slug:public_id>/", volunteer_link.volunteer_own_met, name="volunteer-own-met"),
    path(f"{OWN}/stop/", volunteer_link.volunteer_own_stop, name="volunteer-own-stop"),
    path("<slug:region>/volunteers/", joining.volunteers, name="volunteers"),
    path("<slug:region>/volunteers/join/", joining.volunteer_join, name="volunteer-join"),
]

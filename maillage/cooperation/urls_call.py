"""Addresses of calling, answering and following up."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import answer, cancel, commitments, follow_up, former, needs, series
from maillage.cooperation.views import next as next_view

DESK = "desk/<slug:region>"
ROUNDTABLE = f"{DESK}/roundtables/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/roundtables/", series.roundtable_list, name="roundtable-list"),
    path(f"{DESK}/roundtables/next/", next_view.roundtable_next, name="roundtable-next"),
    path(f"{DESK}/roundtables/former/", former.roundtable_former, name="roundtable-former"),
    path(f"{ROUNDTABLE}/", next_view.roundtable_prepare, name="roundtable-prepare"),
    path(f"{ROUNDTABLE}/cancel/", cancel.roundtable_cancel, name="roundtable-cancel"),
    path(f"{DESK}/needs/", needs.need_desk, name="need-desk"),
    path(f"{DESK}/needs/<slug:public_id>/", needs.need_edit, name="need-edit"),
    path(f"{DESK}/needs/<slug:public_id>/merge/", needs.need_merge, name="need-merge"),
    path(f"{DESK}/needs/<slug:public_id>/close/", needs.need_close, name="need-close"),
    path("desk/commitments/", follow_up.my_commitments, name="my-commitments"),
    path("desk/commitments/<slug:public_id>/", follow_up.my_commitment_tell, name="my-commitment-tell"),
    path(f"{DESK}/commitments/", commitments.commitment_desk, name="commitment-desk"),
    path(f"{DESK}/commitments/new/", commitments.commitment_create, name="commitment-create"),
    path(f"{DESK}/commitments/<slug:public_id>/", commitments.commitment_edit, name="commitment-edit"),
    path(f"{DESK}/commitments/<slug:public_id>/tell/", commitments.commitment_tell, name="commitment-tell"),
    path(f"{DESK}/commitments/<slug:public_id>/ask/", commitments.commitment_ask, name="commitment-ask"),
    path("link/answer/<str:token>/", answer.invitation_answer, name="invitation-answer"),
    path("link/stop/<str:token>/", answer.invitation_stop, name="invitation-stop"),
    path("link/commitment/<str:token>/", follow_up.commitment_follow_up, name="commitment-follow-up"),
]

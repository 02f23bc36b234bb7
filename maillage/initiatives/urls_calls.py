"""Addresses of calls: what the public reads, what the desk does, the links of those who apply and those who judge."""

from django.urls import URLPattern, URLResolver, path

from maillage.initiatives.views import application, assessing, call_desk, call_judging, calls

DESK = "desk/<slug:region>/calls"
CALL = f"{DESK}/<slug:public_id>"
ASSESS = "link/assess/<str:token>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{DESK}/", call_desk.call_desk, name="call-desk"),
    path(f"{DESK}/new/", call_desk.call_create, name="call-create"),
    path(f"{CALL}/", call_desk.call_show, name="call-show"),
    path(f"{CALL}/edit/", call_desk.call_edit, name="call-edit"),
    path(f"{CALL}/questions/", call_desk.call_questions, name="call-questions"),
    path(f"{CALL}/grid/", call_desk.call_grid, name="call-grid"),
    path(f"{CALL}/preview/", call_desk.call_preview, name="call-preview"),
    path(f"{CALL}/publish/", call_desk.call_publish, name="call-publish"),
    path(f"{CALL}/prolong/", call_desk.call_prolong, name="call-prolong"),
    path(f"{CALL}/withdraw/", call_desk.call_withdraw, name="call-withdraw"),
    path(f"{CALL}/assessors/", call_judging.call_assessors, name="call-assessors"),
    path(f"{CALL}/assessors/remind/", call_judging.call_remind, name="call-remind"),
    path(f"{CALL}/assessors/<slug:assessor>/take-back/", call_judging.call_take_back, name="call-take-back"),
    path(f"{CALL}/applications/", call_judging.call_table, name="call-table"),
    path(f"{CALL}/applications/<slug:application>/", call_judging.call_application, name="call-application"),
    path(f"{CALL}/decide/", call_judging.call_decide, name="call-decide"),
    path("link/application/<str:token>/", application.application_write, name="application-write"),
    path("link/application/<str:token>/withdraw/", application.application_withdraw, name="application-withdraw"),
    path(f"{ASSESS}/", assessing.assess_list, name="assess-list"),
    path(f"{ASSESS}/finish/", assessing.assess_finish, name="assess-finish"),
    path(f"{ASSESS}/<slug:application>/", assessing.assess_one, name="assess-one"),
    path("<slug:region>/calls/", calls.call_list, name="call-list"),
    path("<slug:region>/calls/<slug:public_id>/", calls.call_detail, name="call-detail"),
    path("<slug:region>/calls/<slug:public_id>/apply/", calls.call_apply, name="call-apply"),
]

"""Addresses of the guests of a roundtable: who is invited, what they answered, when the silent are reminded."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import former, guests, reminders, who

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"
WHO = f"{ROUNDTABLE}/who"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ROUNDTABLE}/remove/", former.roundtable_remove, name="roundtable-remove"),
    path(f"{WHO}/", who.roundtable_who, name="roundtable-who"),
    path(f"{WHO}/remind/", reminders.invitation_remind, name="invitation-remind"),
    path(f"{WHO}/reminders/", reminders.reminder_plan, name="reminder-plan"),
    path(f"{WHO}/reminders/<int:pk>/take-back/", reminders.reminder_take_back, name="reminder-take-back"),
    path(f"{WHO}/<slug:public_id>/", guests.invitation_record, name="invitation-record"),
    path(f"{WHO}/<slug:public_id>/resend/", guests.invitation_resend, name="invitation-resend"),
    path(f"{WHO}/<slug:public_id>/revoke/", guests.invitation_revoke, name="invitation-revoke"),
]

"""What the tables of the libraries hold of people; maillage.kit.upkeep clears what they leave behind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

TABLES = {
    "sessions.Session": classify(
        called=_("Who is signed in"),
        personal={
            "session_key": Personal(
                _("key of the cookie"),
                _("recognises your device after you signed in"),
                Keep(_("two weeks after the last visit, or until you sign out")),
            ),
            "session_data": Personal(
                _("state of the visit"),
                _("remembers who signed in, and a running sign-in"),
                Keep(_("two weeks after the last visit, or until you sign out")),
            ),
        },
        plain=["expire_date"],

    ),
    "account.EmailAddress": classify(
        called=_("Addresses of accounts"),
        personal={
            "user": Personal(_("account"), _("sign-in"), WITH_ITS_RECORD),
            "email": Personal(_("e-mail address"), _("sign-in"), WITH_ITS_RECORD, holds="email"),
        },
        plain=["verified", "primary"],
    ),
    "account.EmailConfirmation": classify(
        called=_("Confirmed addresses of accounts"),
        personal={"email_address": Personal(_("e-mail address"), _("sign-in"), WITH_ITS_RECORD)},
        plain=["created", "sent", "key"],
    ),
    "django_tasks_database.DBTaskResult": classify(
        called=_("Work done in the background"),
        plain=[
            "id", "status", "enqueued_at", "started_at", "finished_at", "args_kwargs", "priority", "task_path",
            "worker_ids", "queue_name", "backend_name", "run_after", "return_value", "exception_class_path",
            "traceback",
        ],
    ),
    "auth.Permission": classify(plain=["name", "content_type", "codename"]),
    "auth.Group": classify(plain=["name", "permissions"]),
    "contenttypes.ContentType": classify(plain=["app_label", "model"]),
}  # fmt: skip

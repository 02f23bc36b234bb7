"""A mail in the outbox: what will be said to whom; its words and links are made when it is sent."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.kit.privacy import Keep, Personal, classify


class MailState(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    KEPT = "kept", _("kept in the outbox")
    FAILED = "failed", _("not delivered")
    CANCELLED = "cancelled", pgettext_lazy("mail", "cancelled")


AFTER_SENDING = Keep(
    _("90 days, or as long as the message waits"),
    timedelta(days=90),
    ("created_at", "sent_at"),
    {"state__in": ("sent", "kept", "failed", "cancelled")},
)


class OutboxMail(models.Model):
    """One message to one address; the unique key makes queueing it twice harmless."""

    key = models.CharField(max_length=160, unique=True)
    composer = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    to = models.EmailField()
    language = models.CharField(max_length=8)
    owner = models.SlugField(blank=True, db_index=True)
    subject = models.CharField(max_length=250, blank=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    is_demonstration = models.BooleanField(default=False)
    message_id = models.CharField(max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    classified = classify(
        called=_("Messages"),
        personal={
            "to": Personal(
                _("e-mail address"),
                _("sends the message, and tells why one did not arrive"),
                AFTER_SENDING,
                holds="email",
            ),
            "params": Personal(_("what the message is about"), _("words the message when it is sent"), AFTER_SENDING),
            "subject": Personal(_("subject"), _("shows the convenor what was sent"), AFTER_SENDING),
            "last_error": Personal(_("why it did not arrive"), _("repairs the delivery"), AFTER_SENDING),
        },
        plain=[
            "key",
            "composer",
            "language",
            "owner",
            "state",
            "is_demonstration",
            "message_id",
            "attempts",
            "next_try_at",
            "created_at",
            "sent_at",
        ],
        rows=(
            Keep(
                _("messages with a sign-in code: one day"),
                timedelta(days=1),
                ("created_at",),
                {"composer": "sign-in-code"},
            ),
        ),
        within="owner",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="outbox_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="outbox_sent_has_its_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

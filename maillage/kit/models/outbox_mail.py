"""A mail in the outbox: what will be said to whom; its words and links are made when it is sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """Where a mail stands."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    KEPT = "kept", _("kept: no mail server is set")
    FAILED = "failed", _("not delivered")
    CANCELLED = "cancelled", _("cancelled")


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

"""An invitation: one contact asked to one roundtable, and the answer given by personal link."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.cooperation.enums import Answer, Mode
from maillage.kit.fields import PublicIdField


class Invitation(models.Model):
    """The link in the mail is signed when it is sent; `nonce` grows when the link is revoked."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="invitations")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="invitations")
    public_id = PublicIdField()
    nonce = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)
    comes = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    substitute_name = models.CharField(max_length=150, blank=True)
    substitute_email = models.EmailField(blank=True)
    interpreter = models.CharField(max_length=8, blank=True, help_text="Language code of the interpreter asked for.")
    access_needs = models.CharField(max_length=500, blank=True)
    message = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["contact__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "contact"], name="invitation_one_each"),
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, answered_at__isnull=True)
                | (~Q(answer=Answer.NONE) & Q(answered_at__isnull=False)),
                name="invitation_answer_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} → {self.roundtable_id}"

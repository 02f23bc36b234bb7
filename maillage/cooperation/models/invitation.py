"""An invitation: one contact asked to one roundtable, and the answer given by personal link."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Answer, Mode
from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify

AFTER_THE_ROUNDTABLE = Keep(_("30 days after the roundtable"), timedelta(days=30), ("roundtable__date",))


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

    classified = classify(
        called=_("Invitations and answers"),
        personal={
            "contact": Personal(_("who is invited"), _("invites, and counts who came"), WITH_ITS_RECORD),
            "answer": Personal(_("answer"), _("tells the convenor how many will come"), WITH_ITS_RECORD),
            "comes": Personal(_("in the room or online"), _("prepares room and link"), WITH_ITS_RECORD),
            "substitute_name": Personal(
                _("name of the substitute"), _("knows who comes instead"), AFTER_THE_ROUNDTABLE, holds="name"
            ),
            "substitute_email": Personal(
                _("address of the substitute"), _("sends the substitute the link"), AFTER_THE_ROUNDTABLE, holds="email"
            ),
            "interpreter": Personal(_("language of the interpreter"), _("books an interpreter"), AFTER_THE_ROUNDTABLE),
            "access_needs": Personal(
                _("what somebody needs to take part"), _("prepares the room"), AFTER_THE_ROUNDTABLE
            ),
            "message": Personal(_("message to the convenor"), _("is read before the roundtable"), AFTER_THE_ROUNDTABLE),
            "answered_by": Personal(
                _("who answered"), _("lets the convenor ask back"), AFTER_THE_ROUNDTABLE, holds="name"
            ),
        },
        plain=["roundtable", "public_id", "nonce", "invited_at", "answered_at", "revoked_at"],
        within="roundtable__region__slug",
    )

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

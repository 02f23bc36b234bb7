"""A contact: a person reachable at an organisation, without an account, known to one region only."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from maillage.kit.fields import PublicIdField
from maillage.people.enums import Category


class Contact(models.Model):
    """Who is written to; one region never sees another's contacts."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts"
    )
    public_id = PublicIdField()
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    function = models.CharField(max_length=120, blank=True)
    category = models.CharField(
        max_length=40, choices=Category.choices, blank=True, help_text="For persons without an organisation."
    )
    preferred_language = models.CharField(max_length=8, default="en")
    is_demonstration = models.BooleanField(default=False)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    last_heard_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                "region", Lower("email"), condition=~models.Q(email=""), name="contact_email_is_unique_in_region"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def stakeholder_category(self) -> str:
        """The category under which this person is counted."""
        return self.organisation.category if self.organisation else self.category

"""A subscriber: an address that asked to hear of one region and said so twice."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Subscriber(models.Model):
    """Gets a message per report or date once confirmed; unconfirmed addresses are forgotten after days."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="subscribers")
    email = models.EmailField()
    language = models.CharField(max_length=8, default="en")
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("region", Lower("email"), name="subscriber_once_a_region"),
        ]

    def __str__(self) -> str:
        return self.email

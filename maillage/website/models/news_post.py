"""A news post: a short text with at most one picture, of one region or of the whole programme."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class NewsPost(models.Model):
    """Counts in the feed from the day it is published; a picture always has alt text and credit."""

    programme = models.ForeignKey("territory.Programme", on_delete=models.PROTECT, related_name="news")
    region = models.ForeignKey("territory.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="news")
    public_id = PublicIdField()
    title = WordingField()
    text = WordingField()
    picture = models.ImageField(upload_to="news/", blank=True, width_field="width", height_field="height")
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_alt = WordingField()
    picture_credit = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sources = SourcesField()

    classified = classify(
        called=_("News"),
        personal={
            "picture_credit": Personal(
                _("who took the picture"), _("credits the author"), WITH_ITS_RECORD, holds="name"
            ),
        },
        plain=[
            "programme",
            "region",
            "public_id",
            "title",
            "text",
            "picture",
            "width",
            "height",
            "picture_alt",
            "published_at",
            "created_at",
            "sources",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture="") | (~Q(picture_alt={}) & ~Q(picture_credit="")),
                name="news_picture_has_alt_and_credit",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("website:news-detail", args=[self.public_id])

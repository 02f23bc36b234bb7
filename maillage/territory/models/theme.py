"""A theme of the shared taxonomy: a shown group, or a key inside one."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Theme(models.Model):
    """A subject of needs and practices; the group is shown, the key is kept."""

    key = models.SlugField(unique=True)
    label = WordingField()
    group = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="keys")
    position = models.PositiveSmallIntegerField(default=0)

    classified = classify(plain=["key", "label", "group", "position"])

    class Meta:
        ordering = ["position", "key"]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def shown(self) -> Theme:
        """The theme under which the public finds this one."""
        return self.group or self

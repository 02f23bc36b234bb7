"""Insight as a Django application."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "maillage.insight"
    label = "insight"

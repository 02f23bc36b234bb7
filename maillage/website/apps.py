"""The website as a Django application."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "maillage.website"
    label = "website"

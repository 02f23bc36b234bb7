"""Initiatives as a Django application."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "maillage.initiatives"
    label = "initiatives"

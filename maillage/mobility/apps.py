"""Mobility as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class MobilityConfig(AppConfig):
    name = "maillage.mobility"
    label = "mobility"

    def ready(self) -> None:
        import_module("maillage.mobility.course_mails")
        import_module("maillage.mobility.held_lifts")
        import_module("maillage.mobility.lift_mails")
        import_module("maillage.mobility.link_mails")
        import_module("maillage.mobility.lift_ticks")
        import_module("maillage.mobility.actions.absent_drivers")
        import_module("maillage.mobility.actions.changed_weeks")
        import_module("maillage.mobility.actions.new_links")
        import_module("maillage.mobility.week_mails")
        import_module("maillage.mobility.week_ticks")

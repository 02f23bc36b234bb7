"""The drills' site as an application, so that its mails are known to web server and worker."""

from django.apps import AppConfig


class ServedConfig(AppConfig):
    name = "tests.served"
    label = "served"

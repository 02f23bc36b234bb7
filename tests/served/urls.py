"""The addresses of the drills."""

from django.urls import path

from maillage.config.health import healthz
from tests.served import views

urlpatterns = [
    path("healthz", healthz),
    path("write", views.write),
    path("upload", views.upload),
]

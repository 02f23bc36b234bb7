"""The product's addresses, and the bare page."""

from django.urls import path

from benchmarks.bare import bare
from maillage.config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bare", bare), *urlpatterns]

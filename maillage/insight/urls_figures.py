"""Addresses of figures, strategies and tables of people, all on the desk."""

from django.urls import path

from maillage.insight.views import figures, people_tables

FIGURES = "desk/<slug:region>/figures"
TABLE = f"{FIGURES}/tables/<slug:public_id>"

urlpatterns = [
    path(f"{FIGURES}/", figures.figure_desk, name="figure-desk"),
    path(f"{FIGURES}/new/", figures.figure_create, name="figure-create"),
    path(f"{FIGURES}/import/", figures.figure_import, name="figure-import"),
    path(f"{FIGURES}/strategies/new/", figures.strategy_create, name="strategy-create"),
    path(f"{FIGURES}/strategies/<slug:public_id>/edit/", figures.strategy_edit, name="strategy-edit"),
    path(f"{FIGURES}/strategies/<slug:public_id>/remove/", figures.strategy_remove, name="strategy-remove"),
    path(f"{FIGURES}/tables/new/", people_tables.people_table_create, name="people-table-create"),
    path(f"{TABLE}/", people_tables.people_table, name="people-table"),
    path(f"{TABLE}/edit/", people_tables.people_table_edit, name="people-table-edit"),
    path(f"{TABLE}/remove/", people_tables.people_table_remove, name="people-table-remove"),
    path(f"{TABLE}/release/", people_tables.people_table_release, name="people-table-release"),
    path(f"{FIGURES}/<slug:public_id>/edit/", figures.figure_edit, name="figure-edit"),
    path(f"{FIGURES}/<slug:public_id>/remove/", figures.figure_remove, name="figure-remove"),
]

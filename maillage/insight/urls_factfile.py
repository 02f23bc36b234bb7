"""Addresses of the factfile: its editions in public, and the desk where they are made."""

from django.urls import path

from maillage.insight.views import factfile, factfile_desk

DESK = "desk/<slug:region>/factfile"
EDITION = f"{DESK}/<int:edition>"

urlpatterns = [
    path(f"{DESK}/", factfile_desk.factfile_desk, name="factfile-desk"),
    path(f"{DESK}/begin/", factfile_desk.factfile_begin, name="factfile-begin"),
    path(f"{EDITION}/", factfile_desk.factfile_draft, name="factfile-draft"),
    path(f"{EDITION}/words/<slug:block>/", factfile_desk.factfile_words, name="factfile-words"),
    path(f"{EDITION}/reckon/", factfile_desk.factfile_reckon, name="factfile-reckon"),
    path(f"{EDITION}/freeze/", factfile_desk.factfile_freeze, name="factfile-freeze"),
    path(f"{EDITION}/publish/", factfile_desk.factfile_publish, name="factfile-publish"),
    path(f"{EDITION}/withdraw/", factfile_desk.factfile_withdraw, name="factfile-withdraw"),
    path("<slug:region>/factfile/", factfile.factfile, name="factfile"),
    path("<slug:region>/factfile/compare/", factfile.compare, name="factfile-compare"),
    path("<slug:region>/factfile/<int:edition>/", factfile.factfile_edition, name="factfile-edition"),
    path("<slug:region>/factfile/<int:edition>/figures.csv", factfile.figures_csv, name="factfile-csv"),
    path("<slug:region>/factfile/<int:edition>/figures.xlsx", factfile.figures_xlsx, name="factfile-xlsx"),
]

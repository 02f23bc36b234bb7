"""Addresses of what is printed."""

from django.urls import URLPattern, URLResolver, path

from maillage.cooperation.views import papers

ROUNDTABLE = "desk/<slug:region>/roundtables/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        f"{ROUNDTABLE}/wrap-up/report/<int:version>/<slug:language>.pdf",
        papers.roundtable_minutes,
        name="roundtable-minutes",
    ),
    path(f"{ROUNDTABLE}/who/signing-sheet.pdf", papers.roundtable_signing_sheet, name="roundtable-signing-sheet"),
    path(f"{ROUNDTABLE}/wrap-up/certificates.pdf", papers.roundtable_certificates, name="roundtable-certificates"),
    path("link/certificate/<str:token>/", papers.certificate, name="certificate"),
    path("link/certificate/<str:token>/certificate.pdf", papers.certificate_paper, name="certificate-paper"),
]

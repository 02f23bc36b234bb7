"""What is printed: the report of a version, the signing sheet, the certificates of attendance."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.cooperation.access import get_roundtable, get_version, presence_by_link
from maillage.cooperation.models import ReportText, Roundtable
from maillage.cooperation.papers.certificates import certificates
from maillage.cooperation.papers.minutes import minutes_paper
from maillage.cooperation.papers.signing_sheet import signing_sheet
from maillage.cooperation.queries.papers import is_over, present_at
from maillage.cooperation.spoken import title_of, when_of
from maillage.kit.pdf import NoPaper
from maillage.people.access import DeskRequest, editor_desk
from maillage.people.personal_pages import gone, personal
from maillage.territory.models import Region
from maillage.territory.papers.answer import answer_with

MOST_AT_ONCE = 200


@editor_desk
@require_safe
def roundtable_minutes(request: DeskRequest, region: Region, number: int, version: int, language: str) -> HttpResponse:
    """Answer with a frozen version in one of its languages, published or not."""
    roundtable = get_roundtable(region, number)
    texts = ReportText.objects.select_related("version")
    text = get_object_or_404(texts, version=get_version(roundtable, version), language=language)
    name = f"{region.slug}-{number}-report-{version}-{language}"
    return answer_with(request, name, lambda: minutes_paper(roundtable, text))


@editor_desk
@require_safe
def roundtable_signing_sheet(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Answer with the sheet that lies on the table."""
    roundtable = get_roundtable(region, number)
    return answer_with(request, f"{region.slug}-{number}-signing-sheet", lambda: signing_sheet(roundtable))


@editor_desk
@require_safe
def roundtable_certificates(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Answer with one certificate for each person who was there."""
    roundtable = get_roundtable(region, number)
    return answer_with(request, f"{region.slug}-{number}-certificates", lambda: of_all_present(roundtable))


def of_all_present(roundtable: Roundtable) -> bytes:
    """Set the certificates of everybody; raises NoPaper where nobody is ticked, or too many for one request."""
    presences = present_at(roundtable)
    if len(presences) > MOST_AT_ONCE:
        sentence = _(
            "More than %(most)s people were there: too many certificates for one PDF. Each of them finds a link to "
            "their own in the mail about the report."
        )
        raise NoPaper(sentence % {"most": MOST_AT_ONCE})
    if not presences:
        raise NoPaper(_("Nobody is ticked as present at this roundtable. Tick who was there, then print."))
    return certificates(roundtable, presences)


@personal
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: the certificate of who was there."""
    presence = presence_by_link(token)
    roundtable = presence.roundtable
    shown = {
        "token": token,
        "programme": roundtable.region.programme,
        "heading": title_of(roundtable),
        "when": when_of(roundtable),
        "name": presence.stood_in_by or presence.contact.name,
        "is_over": is_over(roundtable),
    }
    return render(request, "cooperation/certificate.html", shown)


@personal
def certificate_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with one certificate, for its own person."""
    presence = presence_by_link(token)
    roundtable = presence.roundtable
    if not is_over(roundtable):
        return gone(request, _("The certificate is made when the roundtable is over."))
    name = f"{roundtable.region.slug}-{roundtable.number}-certificate"
    return answer_with(request, name, lambda: certificates(roundtable, [presence]))

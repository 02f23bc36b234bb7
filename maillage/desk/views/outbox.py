"""The outbox of a region: what was written to whom, whether it arrived, and how it reads."""

from __future__ import annotations

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.desk.actions.try_again import try_again
from maillage.desk.letters import kind_of, reading_copy
from maillage.desk.queries.mails import mails_of, piles_of
from maillage.kit.models import MailState
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region

PAGE = 25
ALONE = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "script-src": [NONE],
    "img-src": [NONE],
    "connect-src": [NONE],
    "sandbox": True,
}


@require_safe
@convenor_desk
def mail_list(request: DeskRequest, region: Region) -> HttpResponse:
    """List the mails of a region, newest first, all or those in one state."""
    state = request.GET.get("state", "")
    state = state if state in MailState.values else ""
    page = Paginator(mails_of(region, state), PAGE).get_page(request.GET.get("page"))
    shown = {
        "region": region,
        "programme": region.programme,
        "page_obj": page,
        "mails": [(mail, kind_of(mail)) for mail in page],
        "piles": piles_of(region),
        "state": state,
        "mail_is_sent": settings.MAIL_IS_SENT,
    }
    return render(request, "desk/outbox.html", shown)


@require_safe
@convenor_desk
def mail_detail(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Show one mail as its reader reads it, with links that lead nowhere unless it is a demonstration."""
    mail = get_object_or_404(mails_of(region), pk=pk)
    shown = {
        "region": region,
        "programme": region.programme,
        "mail": mail,
        "kind": kind_of(mail),
        "letter": reading_copy(mail),
        "mail_is_sent": settings.MAIL_IS_SENT,
    }
    return render(request, "desk/outbox_mail.html", shown)


@csp_replace(ALONE)
@require_safe
@convenor_desk
def mail_preview(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Serve the mail in its own dress, alone in a sandbox: no script, no picture, no connection."""
    letter = reading_copy(get_object_or_404(mails_of(region), pk=pk))
    if letter is None or not letter.html:
        raise Http404
    return HttpResponse(letter.html)


@require_POST
@convenor_desk
def mail_again(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Send a mail that failed once more."""
    mail = get_object_or_404(mails_of(region), pk=pk)
    try:
        try_again(mail=mail, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The message is in the queue again. It leaves within a minute."))
    return redirect("desk:outbox-mail", region.slug, mail.pk)

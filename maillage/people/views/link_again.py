"""The way from a link that was replaced to the new one: it is mailed to the address that is known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from maillage.people.link_renewal import read_again, send_again
from maillage.people.personal_pages import newer, personal
from maillage.territory.newcomers_words import for_newcomers


# The page acts by its link alone: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@csrf_exempt
@personal
def link_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send the link that holds now; the answer is the same whether there is an address or not."""
    kind, public_id = read_again(token)
    if request.method != "POST":
        return newer(request, kind, public_id)
    send_again(kind, public_id)
    return render(request, "people/link_sent_again.html")

"""What a drill asks a running site to do: queue a mail, take a file."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt

from maillage.kit.outbox import queue
from maillage.kit.uploads import refuse_large_upload


@csrf_exempt
def write(request: HttpRequest) -> HttpResponse:
    """Queue a mail and say so."""
    key = request.headers["X-Key"]
    with transaction.atomic():
        queue("drill", key=key, to="drill@example.org", language="en", params={"body": request.body.decode()})
    return HttpResponse(status=201)


class Upload(forms.Form):
    title = forms.CharField()
    picture = forms.FileField()


def upload(request: HttpRequest) -> HttpResponse:
    """A form with a file, as any page of ours has."""
    form = Upload(request.POST or None, request.FILES or None)
    if request.method == "POST":
        refuse_large_upload(request, form, "picture")
        if form.is_valid():
            return HttpResponse(f"{form.cleaned_data['title']}: {form.cleaned_data['picture'].size} bytes")
    return HttpResponse(f"{get_token(request)}\n{form.errors.as_text()}", status=200 if not form.is_bound else 422)

"""What a drill asks a running site to do: write and acknowledge, tell what it holds, take a file."""

from __future__ import annotations

import hashlib
import os
import threading
import time

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import queue
from maillage.kit.uploads import refuse_large_upload


@csrf_exempt
def write(request: HttpRequest) -> HttpResponse:
    """Queue a mail and say so; the control says so first and writes a little later."""
    key, body = request.headers["X-Key"], request.body.decode()
    if os.environ.get("DRILL_ACKNOWLEDGES_FIRST"):
        threading.Thread(target=_write_later, args=(key, body)).start()
    else:
        _write(key, body)
    return HttpResponse(status=201)


def _write(key: str, body: str) -> None:
    with transaction.atomic():
        queue("drill", key=key, to="drill@example.org", language="en", params={"body": body})


def _write_later(key: str, body: str) -> None:
    time.sleep(0.3)
    _write(key, body)
    connection.close()


def dump(request: HttpRequest) -> HttpResponse:
    """One line a mail: key, hash of its body, state."""
    rows = OutboxMail.objects.order_by("pk").values_list("key", "params", "state")
    lines = (f"{key} {hashlib.sha256(params['body'].encode()).hexdigest()} {state}\n" for key, params, state in rows)
    return HttpResponse("".join(lines), content_type="text/plain")


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

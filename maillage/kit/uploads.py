"""Uploads are capped while they stream in: a huge file never fills the disk and ends as an error on its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

# Form fields beside the file, and the seams between them.
ROOM_FOR_FIELDS = 200_000
MEGABYTE = 1_000_000
PIECE = 65_536


class CappedUploadHandler(FileUploadHandler):
    """Keeps nothing of an upload beyond UPLOAD_LIMIT; the rest is read and thrown away, or no browser sees the answer.

    The form's fields that stand before the file arrive as usual.
    """

    received = 0
    announced = 0
    arriving: Any = None

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Remember what the browser announces; refusing here already would lose the form's own fields."""
        self.announced = content_length
        self.arriving = input_data

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > settings.UPLOAD_LIMIT + ROOM_FOR_FIELDS:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.__dict__["upload_was_too_large"] = True
        # Django would throw the rest away line by line, and a picture may be one line of 200 MB.
        while self.arriving.read(PIECE):
            pass
        raise StopUpload(connection_reset=False)


def upload_was_too_large(request: HttpRequest) -> bool:
    """Say whether this request brought more than the limit, so that its file was not kept."""
    # Asking for POST makes Django read the body, if nobody has yet.
    return bool(request.POST is not None and request.__dict__.get("upload_was_too_large"))


def refuse_large_upload(request: HttpRequest, form: forms.Form, field: str) -> None:
    """Put one clear sentence on the file's field, in place of those that only follow from the missing file."""
    if not upload_was_too_large(request):
        return
    form.errors.pop(field, None)
    limit = settings.UPLOAD_LIMIT // MEGABYTE
    sentence = _("The file is larger than %(limit)d MB and was not kept. Choose a smaller one.") % {"limit": limit}
    form.add_error(field, sentence)

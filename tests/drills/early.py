"""A mistake made on purpose: lines and their changes are acknowledged at once and written a moment later."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable

from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

WRITTEN = re.compile(r"/live/(write|lines/\w+)/$")
View = Callable[[HttpRequest], HttpResponse]


def answer_first(get_response: View) -> View:
    """Answer each written line before it is handled; everything else as usual."""

    def handle_later(request: HttpRequest) -> None:
        time.sleep(random.uniform(0.05, 0.2))
        get_response(request)
        connections.close_all()

    def middleware(request: HttpRequest) -> HttpResponse:
        if not (request.method == "POST" and WRITTEN.search(request.path)):
            return get_response(request)
        _whole = request.body
        threading.Thread(target=handle_later, args=(request,), daemon=True).start()
        answer = HttpResponseRedirect("../")
        answer["Maillage-Version"] = str(int(request.POST.get("version", "0")) + 1)
        return answer

    return middleware

"""The factfile on the desk: its editions, the draft with what is missing, the words between, freezing, publishing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.core.factfile import KINDS
from maillage.insight.access_figures import get_factfile
from maillage.insight.actions.factfile import (
    WordsChangedMeanwhile,
    begin_edition,
    freeze_edition,
    publish_edition,
    reckon_anew,
    withdraw_edition,
    write_words,
)
from maillage.insight.forms.factfile import WithdrawForm, WordsForm
from maillage.insight.models import Factfile
from maillage.insight.queries.editions import blocks_of, editions_of, mark_of_words, words_of
from maillage.insight.views.figures import about
from maillage.insight.wording import sections_of
from maillage.insight.wording.labels import TITLES
from maillage.insight.wording.shown import pages_of
from maillage.kit.fields import LocalWording
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.people.models import User
from maillage.territory.models import Region


@editor_desk
@require_safe
def factfile_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the editions of a region's factfile."""
    editions = list(editions_of(region))
    draft = next((one for one in editions if one.frozen_at is None), None)
    return render(request, "insight/factfile_desk.html", {**about(region), "editions": editions, "draft": draft})


@require_POST
@editor_desk
def factfile_begin(request: DeskRequest, region: Region) -> HttpResponse:
    """Begin the next edition, or open the one that is begun."""
    edition = begin_edition(region=region, by=actor_of(request.user))
    return redirect("insight:factfile-draft", region.slug, edition.number)


@editor_desk
@require_safe
def factfile_draft(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Show an edition as it will be read, with what is missing and a way to the words before each part."""
    factfile = get_factfile(region, edition)
    blocks = blocks_of(factfile)
    sections = sections_of(blocks, words_of(factfile))
    shown = {
        **about(region),
        "factfile": factfile,
        "sections": pages_of(sections, drawing_of(region)),
        "missing": sum(len(block.missing) for block in blocks),
        "withdrawal": WithdrawForm(region=region) if factfile.published_at and not factfile.withdrawn_at else None,
    }
    return render(request, "insight/factfile_draft.html", shown)


def drawing_of(region: Region) -> dict[str, Any]:
    """Return the drawn map of a region; empty where there is none."""
    from maillage.territory.models import RegionMap

    drawn = RegionMap.objects.filter(region=region).first()
    return drawn.drawing if drawn else {}


@editor_desk
def factfile_words(request: DeskRequest, region: Region, edition: int, block: str) -> HttpResponse:
    """Write the convenor's words before a part."""
    factfile = get_factfile(region, edition)
    if block not in KINDS:
        return redirect("insight:factfile-draft", region.slug, edition)
    text = words_of(factfile).get(block, LocalWording())
    form = WordsForm(request.POST or None, region=region, text=text)
    other, status, seen = None, 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            write_words(
                factfile=factfile,
                block=block,
                text=form.wording,
                seen=form.cleaned_data["seen"],
                by=actor_of(request.user),
            )
        except WordsChangedMeanwhile as meanwhile:
            other, status, seen = meanwhile.text, 409, mark_of_words(meanwhile.text)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your words are kept."))
            return redirect("insight:factfile-draft", region.slug, edition)
    shown = {
        **about(region),
        "factfile": factfile,
        "form": form,
        "title": TITLES[block],
        "other": other,
        "seen": seen,
        "block": block,
    }
    return render(request, "insight/factfile_words.html", shown, status=status)


@require_POST
@editor_desk
def factfile_reckon(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Reckon the figures of a draft anew."""
    return settled(
        request,
        region,
        edition,
        lambda one, user: reckon_anew(factfile=one, by=actor_of(user)),
        _("The figures are reckoned anew from the records."),
    )


@require_POST
@convenor_desk
def factfile_freeze(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Freeze a draft as it was looked at."""
    return settled(
        request,
        region,
        edition,
        lambda one, user: freeze_edition(factfile=one, by=actor_of(user)),
        _("The edition is frozen: its figures and words do not move any more."),
    )


@require_POST
@convenor_desk
def factfile_publish(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Publish a frozen edition."""
    return settled(
        request,
        region,
        edition,
        lambda one, user: publish_edition(factfile=one, by=actor_of(user)),
        _("The edition is published."),
    )


@require_POST
@convenor_desk
def factfile_withdraw(request: DeskRequest, region: Region, edition: int) -> HttpResponse:
    """Take a published edition off the public pages, with the reason in its place."""
    form = WithdrawForm(request.POST, region=region)
    because = form.because if form.is_valid() else LocalWording()
    return settled(
        request,
        region,
        edition,
        lambda one, user: withdraw_edition(factfile=one, because=because, by=actor_of(user)),
        _("The edition is withdrawn. Its address tells why."),
    )


def settled(
    request: DeskRequest, region: Region, edition: int, act: Callable[[Factfile, User], Factfile], done: str
) -> HttpResponse:
    """Do what was pressed and say what was done, or why not."""
    factfile = get_factfile(region, edition)
    try:
        act(factfile, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("insight:factfile-draft", region.slug, edition)

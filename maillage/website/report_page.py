"""What the page of a roundtable tells: the published words, and beside them how things stand today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.cooperation.enums import Mode, PartnerRole, State
from maillage.cooperation.models import Partnership, ReportText, ReportVersion, Roundtable
from maillage.cooperation.queries.attendance import headcount_of
from maillage.core.headcount import in_order
from maillage.core.ordinals import nth_roundtable
from maillage.core.report import Block, Sentence
from maillage.core.series import InSeries, series_neighbours
from maillage.kit.spoken import page_language
from maillage.mobility.lift_address import asking_address
from maillage.people.enums import Category
from maillage.territory.queries.regions import Neighbourhood
from maillage.website.queries.feed import Moment, neighbours
from maillage.website.queries.needs import Told, needs_raised_at
from maillage.website.queries.series import InPublic, published_texts
from maillage.website.series_words import is_to_come
from maillage.website.states import KNOTS, Strand, strand_of

PLACED = ("opening", "attendance", "item", "room", "commitments", "practices", "said")
PAGE_OF = {"need": "need-detail", "commitment": "commitment-detail", "practice": "practice-detail"}


@dataclass(frozen=True)
class Line:
    """A sentence with the record it comes from: a link where that is public, and a need's state today."""

    sentence: Sentence
    anchor: str
    url: str = ""
    need: Told | None = None
    strand: Strand | None = None

    @property
    def kind(self) -> str:
        return self.sentence.source.partition(":")[0]


@dataclass(frozen=True)
class Part:
    """A block of the report; what hangs on the thread of a room stands apart from the rest."""

    kind: str
    heading: str
    lang: str
    lines: tuple[Line, ...]

    @property
    def needs(self) -> list[Line]:
        return [line for line in self.lines if line.need or line.kind == "need"]

    @property
    def words(self) -> list[Line]:
        return [line for line in self.lines if not (line.need or line.kind == "need")]


@dataclass(frozen=True)
class Published:
    """One version in one language, with the other versions that may still be read."""

    text: ReportText
    parts: tuple[Part, ...]
    versions: tuple[ReportVersion, ...]

    def of_kind(self, *kinds: str) -> list[Part]:
        """Return the parts of these kinds in reading order; a kind nobody knows is told among the last."""
        return [part for part in self.parts if part.kind in kinds]

    @property
    def opening(self) -> list[Part]:
        return self.of_kind("opening")

    @property
    def attendance(self) -> list[Part]:
        return self.of_kind("attendance")

    @property
    def items(self) -> list[Part]:
        return self.of_kind("item")

    @property
    def rooms(self) -> list[Part]:
        return self.of_kind("room")

    @property
    def commitments(self) -> list[Part]:
        return self.of_kind("commitments")

    @property
    def practices(self) -> list[Part]:
        return self.of_kind("practices")

    @property
    def said(self) -> list[Part]:
        return self.of_kind("said")

    @property
    def closing(self) -> list[Part]:
        """What is told at the end: how many remain, the programme, and whatever has no place above."""
        return [part for part in self.parts if part.kind not in PLACED]

    @property
    def is_current(self) -> bool:
        return self.text.version.withdrawn_at is None

    @property
    def current(self) -> ReportVersion:
        return self.versions[0]


def readable(texts: Iterable[ReportText]) -> list[ReportVersion]:
    """Return the versions that may be read, the newest first: the standing one and those that a correction replaced.

    A version that was withdrawn before another came out stays withdrawn; without a standing version none is read.
    """
    versions = sorted({text.version for text in texts}, key=lambda version: -version.number)
    if not any(version.withdrawn_at is None for version in versions):
        return []
    return [
        version
        for version in versions
        if version.withdrawn_at is None
        or any(
            later.number > version.number and (later.published_at or later.frozen_at) <= version.withdrawn_at
            for later in versions
        )
    ]


def choose(texts: list[ReportText], number: int | None) -> ReportText | None:
    """Return the text of a version, the standing one by default, in the reader's language, else in English."""
    allowed = {version.number for version in readable(texts)}
    wanted = number if number in allowed else None
    language = get_language() or "en"
    fitting = [
        text
        for text in texts
        if (text.version.number == wanted if wanted else text.version.withdrawn_at is None) and allowed
    ]
    return min(fitting, key=lambda text: (text.language != language, text.language != "en", text.pk), default=None)


def published(texts: list[ReportText], number: int | None, slug: str, needs: dict[str, Told]) -> Published | None:
    """Return the report as it is read, with each sentence led back to its record."""
    text = choose(texts, number)
    if text is None:
        return None
    blocks = [Block.from_dict(block) for block in text.blocks]
    parts = tuple(
        Part(
            block.kind,
            block.heading,
            block.lang,
            tuple(
                _line(sentence, f"s{place}-{row}", slug, needs) for row, sentence in enumerate(block.sentences, start=1)
            ),
        )
        for place, block in enumerate(blocks, start=1)
    )
    return Published(text, parts, tuple(readable(texts)))


def _line(sentence: Sentence, anchor: str, slug: str, needs: dict[str, Told]) -> Line:
    kind, _colon, public_id = sentence.source.partition(":")
    need = needs.get(public_id) if kind == "need" else None
    page = PAGE_OF.get(kind, "")
    url = reverse(f"website:{page}", args=[slug, public_id]) if page and (kind != "need" or need) else ""
    return Line(sentence, anchor, url, need, strand_of(need) if need else None)


def strands(needs: dict[str, Told]) -> tuple[list[tuple[Told, Strand]], int]:
    """Return the needs on which something happened since, and how many still wait."""
    told = [(need, strand_of(need)) for need in needs.values()]
    moved = [(need, strand) for need, strand in told if need.state != "open"]
    return moved, len(told) - len(moved)


def behind(roundtable: Roundtable) -> list[tuple[str, list[Partnership]]]:
    """Return who stands behind a roundtable, in which capacity, in the order of the capacities."""
    found = list(Partnership.objects.filter(roundtable=roundtable).select_related("organisation"))
    labels = {
        PartnerRole.ORGANISER: _("Organised by"),
        PartnerRole.CO_ORGANISER: _("Organised with"),
        PartnerRole.COOPERATION: _("In cooperation with"),
        PartnerRole.SUPPORT: _("With the support of"),
    }
    by_role = [(label, [one for one in found if one.role == role]) for role, label in labels.items()]
    return [(label, ones) for label, ones in by_role if ones]


def categories_of(roundtable: Roundtable) -> list[tuple[str, int | None]]:
    """Return the categories that took part with their counts, None where only the category is known."""
    kept: dict[str, Any] = getattr(getattr(roundtable, "attendance", None), "categories", {})
    ordered = in_order({key: count for key, count in kept.items() if count != 0}, Category.values)
    labels = dict(Category.choices)
    return [(str(labels.get(key, key)), count) for key, count in ordered]


def told_of_report(
    near: Neighbourhood, roundtable: InPublic, series: list[InPublic], version: int | None
) -> dict[str, Any]:
    """Find what the page of a published report shows, in four queries."""
    needs = needs_raised_at(roundtable)
    report = published(published_texts(roundtable), version, near.region.slug, needs)
    moved, waiting = strands(needs)
    before, after = neighbours(
        near.programme.pk, Moment(roundtable.first_published_at, "report", report.current.pk if report else 0)
    )
    beside = series_neighbours(
        [InSeries(one.number, one.number) for one in series if one.standing_version], roundtable.number
    )
    categories = categories_of(roundtable)
    return {
        "title": report.text.title if report else str(roundtable),
        "description": report.text.lead if report else "",
        "roundtable": roundtable,
        "report": report,
        "headcount": headcount_of(roundtable),
        "categories": categories,
        "counted": bool(categories) and all(count is not None for _name, count in categories),
        "waiting_knots": KNOTS["open"],
        "behind": behind(roundtable),
        "moved": moved,
        "waiting": waiting,
        "before": before,
        "after": after,
        "beside": beside,
    }


def told_without_report(near: Neighbourhood, roundtable: InPublic) -> dict[str, Any]:
    """Find what is known of a roundtable while no report is out: what was announced, and who was counted."""
    to_come = is_to_come(roundtable, timezone.localdate())
    categories = categories_of(roundtable)
    return {
        "title": f"{nth_roundtable(roundtable.number, page_language())} · {near.region.name}",
        "description": str(roundtable.subject),
        "roundtable": roundtable,
        "counted": bool(categories) and all(count is not None for _name, count in categories),
        "to_come": to_come,
        "headcount": headcount_of(roundtable),
        "categories": categories,
        "behind": behind(roundtable),
        "agenda": list(roundtable.agenda.select_related("presenter")),
        "rooms": list(roundtable.rooms.all()),
        "lift": lift_to(near, roundtable) if to_come else "",
    }


def lift_to(near: Neighbourhood, roundtable: InPublic) -> str:
    """Return where somebody asks for a lift to a roundtable that people come to, with its day and hours."""
    if roundtable.state == State.CANCELLED or roundtable.mode not in (Mode.ON_SITE, Mode.HYBRID):
        return ""
    ends = roundtable.ends_at
    back = ends.time() if ends and ends.date() == roundtable.date else None
    hours = {"by": roundtable.start_time, "back": back} if roundtable.time_zone == near.region.time_zone else {}
    return asking_address(near.region.slug, roundtable.lift_point, on=roundtable.date, **hours)

"""The one form by which an organisation answers for its card and its practices; what is not touched is not written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.card_answers import MOST_NEW, CardSaid, Fresh, Said, left_by_this
from maillage.initiatives.enums import StillTrue
from maillage.initiatives.models import CardAsk, ProposedPractice
from maillage.people.forms.choices import RowField, offer
from maillage.people.forms.places import Gazetteer, PlacesField, as_lines, know_places
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Place, Region, Theme

CHOICES = [
    (StillTrue.YES.value, gettext_lazy("Still true")),
    (StillTrue.CHANGED.value, gettext_lazy("I correct it here")),
    (StillTrue.ENDED.value, gettext_lazy("It has ended")),
]
OF_THE_HOUSE = [
    (StillTrue.YES.value, gettext_lazy("Still true")),
    (StillTrue.CHANGED.value, gettext_lazy("I correct it here")),
    (StillTrue.ENDED.value, gettext_lazy("We work here no more")),
]
CHOOSE = {"required": gettext_lazy("Choose one of the three.")}
NOT_A_PAGE = {"invalid": gettext_lazy("Write the whole address, such as https://example.org.")}
PUBLIC_WAY = gettext_lazy("How the public reaches you")
NEVER_A_PERSON = gettext_lazy("The number, mailbox or page of an office, never a person’s. Everybody reads it.")


@dataclass(frozen=True)
class Block:
    """One card on the page: its title, when it was confirmed, its three choices and the fields beneath."""

    title: Any
    confirmed_on: date | None
    answer: forms.BoundField
    fields: list[forms.BoundField]
    is_open: bool
    reads: list[Wording]
    ways: list[str]
    region: Region | None = None


def language_of_answers(region: Region) -> str:
    """Return the language in which texts are corrected: the page's where the region writes it, else the region's."""
    written = languages_of(region)
    active = get_language() or ""
    return active if active in written else written[0]


def answer_field(choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    """Return the three choices of one card."""
    label = gettext_lazy("Is this still true?")
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=CHOOSE)


def text_field(label: Any, most: int, *, lines: int = 1, hint: Any = "") -> forms.CharField:
    """Return a field for a text that may stay empty."""
    attrs = {"dir": "auto"}
    widget = forms.TextInput(attrs) if lines == 1 else forms.Textarea({**attrs, "rows": lines})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, help_text=hint)


class CardForm(forms.Form):
    """Three choices for each card, what may be put right, and up to five practices told of for the first time."""

    def __init__(self, *args: Any, ask: CardAsk, practices: list[Any], places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask, self.practices = ask, practices
        self.language = language_of_answers(ask.region)
        self.known = Gazetteer(places)
        self.proposed = list(ask.proposed.filter(settled_at=None).order_by("pk"))
        self.add_house()
        for practice in practices:
            self.add_practice(practice)
        self.rows = range(min(len(self.proposed) + 1, MOST_NEW))
        themes = list(Theme.objects.filter(group=None))
        for row in self.rows:
            self.add_fresh(row, themes)

    def add_house(self) -> None:
        house = self.ask.organisation
        self.fields |= {
            "card-answer": answer_field(OF_THE_HOUSE),
            "card-description": text_field(
                _("What you do"), 2000, lines=3, hint=self.in_other_words(house.description)
            ),
            "card-category_label": text_field(_("What kind of organisation you are"), 120),
            "card-website": forms.URLField(
                label=_("Website"), max_length=200, required=False, assume_scheme="https", error_messages=NOT_A_PAGE
            ),
            "card-reached_by": text_field(PUBLIC_WAY, 200, hint=NEVER_A_PERSON),
            "card-places_served": PlacesField(
                label=_("Places you serve"), help_text=_("Municipalities of the region, one on each line.")
            ),
        }
        know_places(self, self.known, "card-places_served")
        served = [place for place in self.known.places if getattr(place, "served", False)]
        self.initial = {
            **self.initial,
            "card-description": house.description.get(self.language, ""),
            "card-category_label": house.category_label.get(self.language, ""),
            "card-website": house.website,
            "card-reached_by": house.reached_by,
            "card-places_served": as_lines(self.known, served),
        }
        if self.ask.answered_at:
            self.initial["card-answer"] = StillTrue.ENDED.value if left_by_this(self.ask) else StillTrue.YES.value

    def add_practice(self, practice: Any) -> None:
        start, terms = f"p{practice.pk}", getattr(practice, "terms", None)
        self.fields |= {
            f"{start}-answer": answer_field(CHOICES),
            f"{start}-name": text_field(_("Name"), 200, hint=self.in_other_words(practice.name)),
            f"{start}-description": text_field(
                _("What it does"), 2000, lines=3, hint=self.in_other_words(practice.description)
            ),
            f"{start}-place_in_words": text_field(_("Where, in words"), 200),
            f"{start}-reached_by": text_field(_("How the public reaches it"), 200, hint=NEVER_A_PERSON),
            f"{start}-remark": text_field(_("A word to the convenor"), 400),
        }
        self.initial = {
            **self.initial,
            f"{start}-name": practice.name.get(self.language, ""),
            f"{start}-description": practice.description.get(self.language, ""),
            f"{start}-place_in_words": practice.place_in_words.get(self.language, ""),
            f"{start}-reached_by": terms.reached_by if terms else "",
        }
        last = max(practice.confirmations.all(), key=lambda said: (said.confirmed_on, said.pk), default=None)
        answered = self.ask.answered_at
        if last and answered and last.confirmed_on >= timezone.localdate(answered):
            self.initial[f"{start}-answer"] = last.answer
            self.initial[f"{start}-remark"] = last.remark

    def add_fresh(self, row: int, themes: list[Theme]) -> None:
        before: ProposedPractice | None = self.proposed[row] if row < len(self.proposed) else None
        self.fields |= {
            f"n{row}-name": text_field(_("Name"), 200),
            f"n{row}-description": text_field(_("What it does"), 2000, lines=3),
            f"n{row}-theme": RowField(label=_("Theme"), required=False, empty=_("not chosen")),
            f"n{row}-where": text_field(_("Where, in words"), 200),
        }
        offer(self, f"n{row}-theme", themes)
        if before:
            self.initial = {
                **self.initial,
                f"n{row}-name": before.name.get(self.language, str(before.name)),
                f"n{row}-description": before.description.get(self.language, ""),
                f"n{row}-theme": before.theme_id,
                f"n{row}-where": before.place_in_words.get(self.language, ""),
            }

    def in_other_words(self, said: Wording) -> str:
        """Say how a text reads where it is not written in the language of the page."""
        if not said or said.get(self.language):
            return ""
        text = said.said_in(self.language)[0]
        return _("It reads so far: %(text)s") % {"text": text[:300]}

    def of(self, start: str) -> list[forms.BoundField]:
        """Return the fields of one card, its choices left out."""
        return [self[name] for name in self.fields if name.startswith(f"{start}-") and not name.endswith("-answer")]

    def is_touched(self, start: str) -> bool:
        return self.is_bound and any(name.startswith(f"{start}-") and self.moved(name) for name in self.fields)

    @property
    def house(self) -> Block:
        """The card of the organisation."""
        ask = self.ask
        fields = self.of("card")
        is_open = bool(self.is_touched("card") or any(field.errors for field in fields))
        house = ask.organisation
        reads = [one for one in (house.description, house.category_label) if one]
        places = ", ".join(self.now("card-places_served").splitlines())
        ways = [one for one in (house.website, house.reached_by, places) if one]
        return Block(house.name, house.confirmed_on, self["card-answer"], fields, is_open, reads, ways)

    @property
    def blocks(self) -> Iterator[Block]:
        """The cards of the practices."""
        for practice in self.practices:
            start = f"p{practice.pk}"
            fields = self.of(start)
            elsewhere = practice.region if practice.region_id != self.ask.region_id else None
            is_open = bool(self.is_touched(start) or any(field.errors for field in fields))
            reads = [one for one in (practice.description, practice.place_in_words) if one]
            ways = [one for one in [self.now(f"{start}-reached_by")] if one]
            answer = self[f"{start}-answer"]
            yield Block(practice.name, practice.confirmed_on, answer, fields, is_open, reads, ways, elsewhere)

    @property
    def fresh(self) -> list[list[forms.BoundField]]:
        """The fields of what is told of for the first time, a row each."""
        return [self.of(f"n{row}") for row in self.rows]

    @property
    def texts(self) -> list[str]:
        """The names of the texts that the public reads and that may be put right."""
        return [name for name in self.fields if name[0] != "n" and not name.endswith(("-answer", "-remark"))]

    @property
    def seen(self) -> list[tuple[str, str]]:
        """What each text said when the page was opened: by that a text that nobody touched is left alone."""
        return [(f"{name}-seen", self.was(name)) for name in self.texts]

    def now(self, name: str) -> str:
        """Return what a text says now."""
        return str(self.initial.get(name) or "")

    def was(self, name: str) -> str:
        """Return what a text said when the page was opened; what it says now where that was told by an error."""
        if not self.is_bound or name in self.errors:
            return self.now(name)
        return str(self.data.get(f"{name}-seen", self.now(name)))

    def moved(self, name: str) -> bool:
        """Tell whether a text was touched."""
        if f"{name}-seen" not in self.data:
            return lines(self.data.get(name, "")) != lines(self.now(name))
        return lines(self.data.get(name, "")) != lines(self.data[f"{name}-seen"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.texts:
            self.refuse_overwriting(name)
        for practice in self.practices:
            name = f"p{practice.pk}-name"
            if self.moved(name) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Write a name. If it has ended, choose that above."))
        for row in self.rows:
            told = any(cleaned.get(f"n{row}-{name}") for name in ("description", "theme", "where"))
            if told and not cleaned.get(f"n{row}-name"):
                self.add_error(f"n{row}-name", _("Write what it is called."))
        return cleaned

    def refuse_overwriting(self, name: str) -> None:
        """Show what somebody wrote while the page was open, before it is overwritten."""
        if name in self.errors or f"{name}-seen" not in self.data or not self.moved(name):
            return
        now = self.now(name)
        if lines(now) not in {lines(self.data[f"{name}-seen"]), lines(self.data.get(name, ""))}:
            sentence = _("Somebody changed this meanwhile. It now reads: “%(text)s”. Send again to keep yours.")
            self.add_error(name, sentence % {"text": now[:300]})

    @property
    def said(self) -> CardSaid:
        """What was answered."""
        cleaned = self.cleaned_data
        fresh = [
            Fresh(
                name=cleaned[f"n{row}-name"].strip(),
                description=cleaned[f"n{row}-description"].strip(),
                theme=cleaned[f"n{row}-theme"],
                where=cleaned[f"n{row}-where"].strip(),
            )
            for row in self.rows
        ]
        return CardSaid(
            language=self.language,
            card=self.said_of("card"),
            practices={practice.pk: self.said_of(f"p{practice.pk}") for practice in self.practices},
            fresh=[one for one in fresh if one.name],
        )

    def said_of(self, start: str) -> Said:
        """Return what was answered of one card: only texts that were touched are put right."""
        cleaned = self.cleaned_data
        touched = {
            name.partition("-")[2]: cleaned[name]
            for name in self.texts
            if name.startswith(f"{start}-") and self.moved(name)
        }
        texts = {name: text.strip() if isinstance(text, str) else text for name, text in touched.items()}
        return Said(cleaned[f"{start}-answer"], texts, cleaned.get(f"{start}-remark", "").strip())


def lines(text: Any) -> str:
    """Return a text as it is compared: browsers send line ends of their own."""
    return "\n".join(str(text).split("\r\n")).strip()


class RhythmForm(forms.Form):
    """Every how many months organisations are asked by themselves, and whether they are."""

    months = forms.IntegerField(
        label=gettext_lazy("Ask again after how many months"),
        validators=[
            MinValueValidator(2, gettext_lazy("Choose two months or more: nobody likes to be asked more often.")),
            MaxValueValidator(24, gettext_lazy("Choose 24 months or less: later nobody can trust a card.")),
        ],
        error_messages={
            "required": gettext_lazy("Write a number of months, such as 6."),
            "invalid": gettext_lazy("Write a number of months, such as 6."),
        },
    )
    is_on = forms.BooleanField(
        label=gettext_lazy("Ask by itself: at most 30 messages a day, one reminder after two weeks"), required=False
    )

"""The forms of courses on the desk: what a course says, its lessons week by week, who was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.core.recurrence import WeeklyPattern, days_between, on_clocks
from maillage.mobility.actions.courses import MOST_LESSONS, CoursePlan
from maillage.mobility.asked import DAYS_OF_A_WEEK, LONGEST, When, faults_of_clock
from maillage.mobility.enums import CourseKind, Level
from maillage.mobility.forms.lift_fields import CHOOSE, DAYS_OFF, PointField, hour_field, offer_points, weekdays_field
from maillage.mobility.models import Course, Enrolment, Lesson, MeetingPoint
from maillage.mobility.queries.rules import holidays_of
from maillage.people.forms.choices import RowField, choose_from, day_field, offer
from maillage.people.forms.contact import SPOKEN
from maillage.people.forms.refused import tell_faults
from maillage.people.forms.training import whole_number
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Organisation, Volunteer
from maillage.territory.models import Region

SEVERAL = forms.CheckboxSelectMultiple
NAMES = ("kind", "level", "seats", "languages", "needs_rides", "is_public")


class CourseForm(forms.Form):
    """What a course says."""

    kind = forms.ChoiceField(label=_("What is learnt"), choices=CourseKind.choices, error_messages=CHOOSE)
    level = forms.ChoiceField(
        label=_("Level of language"), choices=Level.choices, required=False, error_messages=CHOOSE
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which somebody helps"), required=False, choices=SPOKEN, widget=SEVERAL
    )
    seats = whole_number(_("Seats"), 1, 500, _("Write from 1 to 500 seats."))
    point = PointField(label=_("Where"))
    teacher = RowField(label=_("Teacher"), required=False, empty=pgettext_lazy("person", "nobody yet"))
    organisation = RowField(label=_("Organisation"), required=False, empty=pgettext_lazy("organisation", "none"))
    needs_rides = forms.BooleanField(label=_("This course needs rides"), required=False)
    is_public = forms.BooleanField(label=_("Everybody can read it and ask for a seat"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        region: Region,
        points: Iterable[MeetingPoint],
        teachers: Iterable[Volunteer],
        organisations: Iterable[Organisation],
        course: Course | None = None,
    ) -> None:
        super().__init__(data, initial=course_initial(region, course))
        self.course, self.written_in = course, languages_of(region)
        titles = wording_fields("title", self.written_in, _("Title"))
        abouts = wording_fields("about", self.written_in, _("What it is about"), most=3000, lines=5)
        self.fields = {**titles, **abouts, **self.fields}
        offer_points(self, points, "point")
        offer(self, "teacher", teachers)
        offer(self, "organisation", organisations)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not wording_from(cleaned, "title", self.written_in):
            self.add_error(f"title_{self.written_in[0]}", _("Write the title of the course, in at least one language."))
        return cleaned

    @property
    def plan(self) -> CoursePlan:
        """What was written; texts in languages that the form does not show are kept."""
        said, before = self.cleaned_data, self.course
        return CoursePlan(
            title=wording_from(said, "title", self.written_in, before.title if before else None),
            about=wording_from(said, "about", self.written_in, before.about if before else None),
            teacher=said["teacher"] or None,
            organisation=said["organisation"] or None,
            point=said["point"],
            **{name: said[name] for name in NAMES},
        )


def course_initial(region: Region, course: Course | None) -> dict[str, Any]:
    """Return what the form of a course starts with."""
    if course is None:
        return {"kind": CourseKind.DRIVING_THEORY, "seats": 8, "needs_rides": True}
    languages = languages_of(region)
    return {
        **{name: getattr(course, name) for name in NAMES},
        **as_initial("title", languages, course.title),
        **as_initial("about", languages, course.about),
        "point": course.point.public_id,
        "teacher": course.teacher_id,
        "organisation": course.organisation_id,
    }


class LessonsForm(forms.Form):
    """Lessons week by week: so many of them, at one hour by the clock, holidays and single days left out."""

    first_on = day_field(_("First lesson"), required=True)
    in_holidays = forms.BooleanField(label=_("In the school holidays too"), required=False)

    def __init__(self, data: Any = None, *, region: Region) -> None:
        super().__init__(data, initial={"minutes": 120, "count": 16})
        self.region = region
        self.moments: list[datetime] = []
        between = _("Write from 10 to 720 minutes.")
        self.fields = {
            "first_on": self.fields["first_on"],
            "weekdays": weekdays_field(),
            "at": hour_field(_("At")),
            "minutes": whole_number(_("How long, in minutes"), 10, 720, between),
            "count": whole_number(_("How many lessons"), 1, MOST_LESSONS, _("Write from 1 to 120 lessons.")),
            "in_holidays": self.fields["in_holidays"],
            **{name: day_field(_("Not on this day")) for name in DAYS_OFF},
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        first = cleaned["first_on"]
        weekdays = tuple(int(number) for number in cleaned["weekdays"]) or (first.isoweekday(),)
        if not set(weekdays) <= set(DAYS_OF_A_WEEK):
            return cleaned
        off = tuple(cleaned[name] for name in DAYS_OFF if cleaned[name])
        when = When(weekdays, first, first + LONGEST * 2, cleaned["in_holidays"], off)
        pattern = when.at(cleaned["at"], self.region.time_zone, holidays_of(self.region))
        days = list(days_between(pattern, pattern.first, pattern.last))[: cleaned["count"]]
        if len(days) < cleaned["count"]:
            tell_faults(self, {"count": _("They do not fit into two years. Write fewer lessons or more weekdays.")})
            return cleaned
        shown = When(weekdays, first, days[-1], True, tuple(sorted(set(span(first, days[-1], weekdays)) - set(days))))
        tell_faults(self, faults_of_clock(shown, {"at": cleaned["at"]}, pattern.zone))
        self.moments = [on_clocks(day, pattern.at, pattern.zone) for day in days]
        return cleaned


class MoveForm(forms.Form):
    """When a lesson is held instead."""

    on = day_field(_("On"), required=True)

    def __init__(self, data: Any = None, *, region: Region, lesson: Lesson) -> None:
        start = lesson.starts_at.astimezone(ZoneInfo(region.time_zone))
        now = {"on": start.date(), "at": start.time(), "minutes": lesson.minutes}
        super().__init__(data, initial=now, prefix="move")
        self.region = region
        between = _("Write from 10 to 720 minutes.")
        self.fields["at"] = hour_field(_("At"))
        self.fields["minutes"] = whole_number(_("How long, in minutes"), 10, 720, between)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            day = cleaned["on"]
            when = When((day.isoweekday(),), day, day, True)
            tell_faults(self, faults_of_clock(when, {"at": cleaned["at"]}, self.region.time_zone))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        """The moment that was chosen."""
        return on_clocks(self.cleaned_data["on"], self.cleaned_data["at"], self.region.time_zone)


def span(first: Any, last: Any, weekdays: tuple[int, ...]) -> list[Any]:
    """Return all days of some weekdays between two dates."""
    every = WeeklyPattern(frozenset(day - 1 for day in weekdays), datetime.min.time(), "UTC", first, last)
    return list(days_between(every, first, last))


class AttendanceForm(forms.Form):
    """Who was there: one tick a seat."""

    there = forms.MultipleChoiceField(label=_("Were there"), required=False, widget=SEVERAL)

    def __init__(self, data: Any = None, *, seated: Iterable[Enrolment], present: Iterable[int] = ()) -> None:
        super().__init__(data, initial={"there": [str(pk) for pk in present]})
        choose_from(self, "there", [(str(one.pk), str(one.newcomer)) for one in seated])

    @property
    def present(self) -> set[int]:
        """The enrolments that were there."""
        return {int(pk) for pk in self.cleaned_data["there"]}

"""What lifts rest on in a region, on the desk: rules, meeting points, school holidays."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.mobility.access_lifts import get_holiday_for, get_point_for
from maillage.mobility.actions.lift_settings import (
    add_holiday,
    close_point,
    keep_point,
    remove_holiday,
    set_on_call,
    set_rules,
)
from maillage.mobility.forms.lift_settings import HolidayForm, PointForm, RulesForm
from maillage.mobility.forms.on_call import OnCallForm
from maillage.mobility.models import MeetingPoint, OnCall, SchoolHoliday
from maillage.mobility.queries.rules import rules_of, usual_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.people.views.refusing import taken
from maillage.territory.models import Region


@convenor_desk
def ride_rules(request: DeskRequest, region: Region) -> HttpResponse:
    """Show and set the rules of lifts; they begin with what is usual in the country."""
    rules = rules_of(region)
    data = request.POST if request.method == "POST" else None
    form, ring = RulesForm(data, rules=rules), OnCallForm(data, known=OnCall.objects.filter(region=region).first())
    if request.method == "POST" and all([form.is_valid(), ring.is_valid()]):
        set_rules(region=region, values=form.values(), by=actor_of(request.user))
        set_on_call(region=region, values=ring.values(), by=actor_of(request.user))
        messages.success(request, _("The rules are saved."))
        return redirect("mobility:ride-rules", region.slug)
    shown = {
        "region": region,
        "programme": region.programme,
        "form": form,
        "ring": ring,
        "rules": rules,
        "usual": usual_of(region),
        "advice": [form[name] for name in form.fields if name.startswith("advice_")],
    }
    return render(request, "mobility/ride_rules.html", shown, status=422 if form.errors or ring.errors else 200)


@editor_desk
def point_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the meeting points, and add one."""
    form = PointForm(
        request.POST if request.method == "POST" else None,
        places=region.places.all() if request.method == "POST" else (),
    )
    if taken(request, form, lambda: keep_point(region=region, values=form.cleaned_data, by=actor_of(request.user))):
        messages.success(request, _("The meeting point can be chosen from now on."))
        return redirect("mobility:point-desk", region.slug)
    points = MeetingPoint.objects.filter(region=region).select_related("place").order_by("place__name", "name", "pk")
    shown = {"region": region, "programme": region.programme, "form": form, "points": points}
    return render(request, "mobility/point_desk.html", shown, status=422 if form.errors else 200)


@editor_desk
def point_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change a meeting point."""
    point = get_point_for(region, public_id)
    form = PointForm(request.POST if request.method == "POST" else None, places=region.places.all(), point=point)
    if taken(
        request,
        form,
        lambda: keep_point(region=region, point=point, values=form.cleaned_data, by=actor_of(request.user)),
    ):
        messages.success(request, _("The change is saved."))
        return redirect("mobility:point-desk", region.slug)
    shown = {"region": region, "programme": region.programme, "form": form, "point": point}
    return render(request, "mobility/point_edit.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def point_close(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Offer a meeting point to nobody any more, or open it again."""
    point = get_point_for(region, public_id)
    again = request.POST.get("act") == "open"
    point.region = region
    close_point(point=point, again=again, by=actor_of(request.user))
    messages.success(request, _("It can be chosen again.") if again else _("It cannot be chosen any more."))
    return redirect("mobility:point-desk", region.slug)


@editor_desk
def holiday_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the school holidays, and add some."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_holiday(region=region, values=form.cleaned_data, by=actor_of(request.user))
        messages.success(request, _("The holidays are noted."))
        return redirect("mobility:holiday-desk", region.slug)
    known = SchoolHoliday.objects.filter(region=region)
    shown = {"region": region, "programme": region.programme, "form": form, "holidays": known}
    return render(request, "mobility/holiday_desk.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def holiday_remove(request: DeskRequest, region: Region, pk: int) -> HttpResponse:
    """Take school holidays out."""
    holiday = get_holiday_for(region, pk)
    holiday.region = region
    remove_holiday(holiday=holiday, by=actor_of(request.user))
    messages.success(request, _("The holidays are taken out."))
    return redirect("mobility:holiday-desk", region.slug)

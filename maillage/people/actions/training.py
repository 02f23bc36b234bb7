"""Training modules are written, changed, and offered no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.actions.volunteer_turns import take_region
from maillage.people.models import TrainingModule
from maillage.people.training_templates import ReadyMade, in_languages_of
from maillage.territory.actions import touch_region
from maillage.territory.models import Region


@dataclass(frozen=True)
class ModulePlan:
    """What a module says; `needed_for` are the skills for which a volunteer must have been there."""

    subject: str
    title: Wording
    about: Wording = field(default_factory=Wording)
    minutes: int = 120
    needed_for: Sequence[str] = ()
    good_for_months: int | None = None

    @property
    def columns(self) -> dict[str, object]:
        """What it says column by column; a module without a title is refused."""
        if not self.title:
            raise ValidationError(_("Write the title of the module, in at least one language."))
        wordings = {"title": LocalWording(self.title), "about": LocalWording(self.about)}
        return {**vars(self), **wordings, "needed_for": list(self.needed_for)}


@transaction.atomic
def write_module(*, region: Region, plan: ModulePlan, by: Actor) -> TrainingModule:
    """Write a training module; one that says the same and is offered is that one."""
    take_region(region)
    columns = plan.columns
    if known := region.training_modules.filter(closed_at=None, subject=plan.subject, title=columns["title"]).first():
        return known
    module = TrainingModule.objects.create(region=region, **columns)
    audit.record("write training module", by=by, on=module, owner=region.slug)
    touch_region(region)
    return module


def take_ready_made(*, region: Region, ready: ReadyMade, by: Actor) -> TrainingModule:
    """Offer a ready-made module in the languages of the region; taken twice is taken once."""
    plan = ModulePlan(
        subject=ready.subject,
        title=in_languages_of(region, ready.title),
        about=in_languages_of(region, ready.about),
        minutes=ready.minutes,
        needed_for=ready.needed_for,
        good_for_months=ready.good_for_months,
    )
    return write_module(region=region, plan=plan, by=by)


@transaction.atomic
def change_module(*, module: TrainingModule, plan: ModulePlan, by: Actor) -> TrainingModule:
    """Change what a module says; who was there stays noted."""
    take_region(module.region)
    for name, value in plan.columns.items():
        setattr(module, name, value)
    module.save()
    audit.record("change training module", by=by, on=module, owner=module.region.slug)
    touch_region(module.region)
    return module


@transaction.atomic
def offer_module(*, module: TrainingModule, is_offered: bool, by: Actor) -> TrainingModule:
    """Offer a module again, or no more; then it is needed for nothing. One with sessions to come is not closed."""
    take_region(module.region)
    module.refresh_from_db(fields=["closed_at"])
    if is_offered == (module.closed_at is None):
        return module
    now = timezone.now()
    if not is_offered and module.sessions.filter(starts_at__gt=now, cancelled_at=None).exists():
        raise ValidationError(
            _("A session of this module is still to come. Cancel it first, or wait until it is held.")
        )
    module.closed_at = None if is_offered else now
    module.save(update_fields=["closed_at"])
    verb = "offer training module" if is_offered else "close training module"
    audit.record(verb, by=by, on=module, owner=module.region.slug)
    touch_region(module.region)
    return module

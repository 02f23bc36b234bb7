"""The charter of volunteers is published version by version, and accepted by link or on paper."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.actions.told_volunteers import tell_volunteer
from maillage.people.actions.volunteer_turns import take_region, take_volunteer
from maillage.people.actions.volunteers import heard_now, refuse_left
from maillage.people.models import Charter, CharterAcceptance, Volunteer
from maillage.people.queries.volunteers import current_charter, without_charter
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

CHARTER = "people.volunteer_charter"


@transaction.atomic
def publish_charter(*, region: Region, text: Wording, by: Actor) -> Charter:
    """Publish a new version; what says the same as the newest is that one."""
    take_region(region)
    newest = current_charter(region)
    if not text:
        raise ValidationError(_("Write the charter in at least one language."))
    if newest is not None and dict(newest.text) == dict(text):
        return newest
    charter = Charter.objects.create(
        region=region,
        version=newest.version + 1 if newest else 1,
        text=LocalWording(text),
        published_at=timezone.now(),
    )
    audit.record("publish charter", by=by, on=charter, owner=region.slug, version=charter.version)
    touch_region(region)
    return charter


@transaction.atomic
def accept_charter(
    *, volunteer: Volunteer, version: int, by: Actor, on_paper: bool = False, heard: bool = False
) -> CharterAcceptance:
    """Note that a volunteer accepts the charter; raises ValidationError where a newer version came out meanwhile."""
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    charter = current_charter(volunteer.region)
    if charter is None or charter.version != version:
        raise ValidationError(_("The charter was changed meanwhile. Read it once more as it stands now."))
    known = {"accepted_at": timezone.now(), "on_paper": on_paper}
    accepted, is_new = CharterAcceptance.objects.get_or_create(volunteer=volunteer, charter=charter, defaults=known)
    if heard:
        heard_now(volunteer)
    if is_new:
        audit.record("accept charter", by=by, on=volunteer, owner=volunteer.region.slug, version=version)
    return accepted


@transaction.atomic
def ask_for_charter(*, region: Region, by: Actor) -> int:
    """Ask all who take part and have not accepted the newest version, each once; return how many."""
    take_region(region)
    charter = current_charter(region)
    if charter is None:
        return 0
    asked = 0
    for volunteer in without_charter(region, charter).exclude(email="").order_by("pk"):
        volunteer.region = region
        asked += tell_volunteer(volunteer, CHARTER, occasion=f"version {charter.version}")
    audit.record("ask for charter", by=by, on=charter, owner=region.slug, asked=asked)
    return asked

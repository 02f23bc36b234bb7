"""Controlled vocabularies of people: stakeholder categories in the order of the report sentence, roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What kind of stakeholder an organisation is; the order is that of the report sentence."""

    REGIONAL_AUTHORITIES = "regional_authorities", _("regional authorities and agencies")
    LOCAL_AUTHORITIES = "local_authorities", _("local authorities")
    STATE_SERVICE = "state_service", _("State services")
    PUBLIC_EMPLOYMENT = "public_employment", _("public employment bodies")
    MAINSTREAM_SERVICES = (
        "mainstream_services",
        _("mainstream service providers (health, education, training, housing)"),
    )
    NGO = "ngo", _("NGOs and civil society organisations")
    INTERNATIONAL_NGO = "international_ngo", _("international NGOs")
    INTERNATIONAL_ORGANISATION = "international_organisation", _("international organisations")
    REFUGEE_LED = "refugee_led", _("refugee-led organisations")
    MIGRANT_LED = "migrant_led", _("migrant-led organisations")
    VOLUNTEERS = "volunteers", _("volunteers")
    NEWCOMERS = "newcomers", _("migrants and refugees as individuals")
    CITIZENS = "citizens", _("citizens")
    FAITH_BASED = "faith_based", _("religious or faith-based organisations")
    LABOUR_UNION = "labour_union", _("labour unions")
    COOPERATIVE = "cooperative", _("cooperatives")
    ACADEMIA = "academia", _("universities and researchers")
    FOUNDATION = "foundation", _("foundations")
    SPORTS_CLUB = "sports_club", _("sports clubs")
    PRIVATE_OR_COOPERATIVE = "private_or_cooperative", _("companies and banks")


class Block(models.TextChoices):
    """The three blocks in which a region page groups the categories."""

    CITIZENS = "citizens", _("Associations and citizens")
    AUTHORITIES = "authorities", _("Authorities, State and employment")
    SERVICES = "services", _("Service providers and others")


AUTHORITIES = {
    Category.REGIONAL_AUTHORITIES,
    Category.LOCAL_AUTHORITIES,
    Category.STATE_SERVICE,
    Category.PUBLIC_EMPLOYMENT,
}
ASSOCIATIONS = {
    Category.NGO,
    Category.INTERNATIONAL_NGO,
    Category.INTERNATIONAL_ORGANISATION,
    Category.REFUGEE_LED,
    Category.MIGRANT_LED,
    Category.VOLUNTEERS,
    Category.NEWCOMERS,
    Category.CITIZENS,
    Category.FAITH_BASED,
    Category.FOUNDATION,
    Category.SPORTS_CLUB,
}


def block_of(category: str) -> Block:
    """Return the block of the region page under which a category stands."""
    if category in AUTHORITIES:
        return Block.AUTHORITIES
    return Block.CITIZENS if category in ASSOCIATIONS else Block.SERVICES


class Part(models.TextChoices):
    """What an organisation is on a platform."""

    CONVENOR = "convenor", _("convenor")
    CO_CONVENOR = "co_convenor", _("partner of the convenor")
    PILOT_HOLDER = "pilot_holder", _("holder of a pilot")
    MEMBER = "member", _("member")


class Role(models.TextChoices):
    """What a signed-in person may do; each role may do what those below it may."""

    LEAD = "lead", _("network lead")
    CONVENOR = "convenor", _("convenor")
    EDITOR = "editor", _("editor")
    MEMBER = "member", _("member")


RANK = {Role.MEMBER: 1, Role.EDITOR: 2, Role.CONVENOR: 3, Role.LEAD: 4}


class Skill(models.TextChoices):
    """What a volunteer offers to do."""

    DRIVING = "driving", _("drive people")
    LANGUAGE = "language", _("teach the language")
    DRIVING_THEORY = "driving_theory", _("help with the driving theory")
    MENTORING = "mentoring", _("accompany a newcomer as a mentor")
    PAPERWORK = "paperwork", _("help with forms and letters")
    INTERPRETING = "interpreting", _("interpret")
    CHILDREN = "children", _("look after children")
    SPORT_CULTURE = "sport_culture", _("sport and culture")
    OTHER = "other", _("something else")


class VolunteerState(models.TextChoices):
    """Where a volunteer stands; nobody is shown or asked before the coordinator has said yes."""

    ASKED = "asked", _("has registered")
    WELCOME = "welcome", _("takes part")
    LEFT = "left", _("has stopped")


class Subject(models.TextChoices):
    """What a training module is about."""

    MEETING_PEOPLE = "meeting_people", _("meeting people without prejudice")
    DRIVING_OTHERS = "driving_others", _("driving others safely and within the rules")
    LANGUAGE = "language", _("teaching the language")
    RIGHTS = "rights", _("rights and procedures of newcomers")
    MENTORING = "mentoring", _("being a mentor")
    OTHER = "other", _("something else")


class Coming(models.TextChoices):
    """What a volunteer said of a training session, and what was seen there."""

    ASKED = "asked", _("not yet answered")
    YES = "yes", _("comes")
    NO = "no", _("does not come")
    PRESENT = "present", _("was there")
    ABSENT = "absent", _("was not there")


class HalfDay(models.TextChoices):
    """When a volunteer has time: the day of the week, Monday first, and which half of it."""

    MONDAY_MORNING = "1-am", _("Monday morning")
    MONDAY_AFTERNOON = "1-pm", _("Monday afternoon")
    TUESDAY_MORNING = "2-am", _("Tuesday morning")
    TUESDAY_AFTERNOON = "2-pm", _("Tuesday afternoon")
    WEDNESDAY_MORNING = "3-am", _("Wednesday morning")
    WEDNESDAY_AFTERNOON = "3-pm", _("Wednesday afternoon")
    THURSDAY_MORNING = "4-am", _("Thursday morning")
    THURSDAY_AFTERNOON = "4-pm", _("Thursday afternoon")
    FRIDAY_MORNING = "5-am", _("Friday morning")
    FRIDAY_AFTERNOON = "5-pm", _("Friday afternoon")
    SATURDAY_MORNING = "6-am", _("Saturday morning")
    SATURDAY_AFTERNOON = "6-pm", _("Saturday afternoon")
    SUNDAY_MORNING = "7-am", _("Sunday morning")
    SUNDAY_AFTERNOON = "7-pm", _("Sunday afternoon")

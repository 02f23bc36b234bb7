"""Controlled vocabularies of cooperation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How people meet."""

    ONLINE = "online", _("Online")
    ON_SITE = "on_site", _("On site")
    HYBRID = "hybrid", _("Online and on site")


class State(models.TextChoices):
    """Where a roundtable stands; whether a report is out is told by the report."""

    DRAFT = "draft", _("draft")
    CALLED = "called", _("called")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class PartnerRole(models.TextChoices):
    """In what capacity an organisation stands behind a roundtable."""

    ORGANISER = "organiser", _("organiser")
    CO_ORGANISER = "co_organiser", _("co-organiser")
    COOPERATION = "cooperation", _("in cooperation with")
    SUPPORT = "support", _("with the support of")


class ItemKind(models.TextChoices):
    """What an agenda item is for."""

    COMMITMENTS_REVIEW = "commitments_review", _("what was promised")
    OPEN_NEEDS = "open_needs", _("needs without an answer")
    WELCOME = "welcome", _("welcome")
    NEW_MEMBERS = "new_members", _("introduction for new members")
    PROJECT_PRESENTATION = "project_presentation", _("presentation of the project")
    FIELD_UPDATE = "field_update", _("news from the field")
    PILOT_UPDATE = "pilot_update", _("news of the pilot")
    MEMBER_PRESENTATION = "member_presentation", _("a member presents")
    BREAKOUT = "breakout", _("breakout rooms")
    PLENARY = "plenary", _("back together")
    TRAINING = "training", _("training")
    QUESTION = "question", _("question to the members")
    ANNOUNCEMENT = "announcement", _("announcements")
    NEXT_DATE = "next_date", _("next date")
    OTHER = "other", _("other")


class Answer(models.TextChoices):
    """What an invited person said."""

    NONE = "none", _("no answer yet")
    COMING = "coming", _("coming")
    SUBSTITUTE = "substitute", _("somebody else comes")
    MAYBE = "maybe", _("not sure yet")
    NOT_COMING = "not_coming", _("not coming")


class NoteTag(models.TextChoices):
    """What a noted line turned out to be."""

    NONE = "", _("to sort")
    NEED = "need", _("need")
    PROPOSAL = "proposal", _("proposal")
    COMMITMENT = "commitment", _("commitment")
    PRACTICE = "practice", _("practice")
    SAID = "said", _("what participants said")
    NEWS = "news", _("news")


class NeedKind(models.TextChoices):
    """What would answer a need."""

    STAFF = "staff", _("staff")
    BUDGET = "budget", _("budget")
    INFORMATION = "information", _("information")
    SERVICE = "service", _("a service")
    COORDINATION = "coordination", _("coordination")
    TRAINING = "training", _("training")
    PARTICIPATION = "participation", _("participation")
    RULES = "rules", _("a change of rules")
    OTHER = "other", _("something else")


class Progress(models.TextChoices):
    """How a commitment goes, as its owner told it last."""

    ON_THE_WAY = "on_the_way", _("on the way")
    DONE = "done", _("done")
    LATE = "late", _("late")
    BLOCKED = "blocked", _("blocked")
    DROPPED = "dropped", _("dropped")


CLOSED = (Progress.DONE, Progress.DROPPED)


class Unit(models.TextChoices):
    """What a published head-count counted; sources do not always say whether people or organisations."""

    PEOPLE = "people", _("people")
    STAKEHOLDERS = "stakeholders", _("stakeholders")


class ContributionKind(models.TextChoices):
    """What a contribution asks of the table."""

    THOUGHT = "thought", _("something to say")
    NEED = "need", _("a need for the next roundtable")


class Signature(models.TextChoices):
    """How a contribution is signed."""

    NAME = "name", _("with my name")
    PSEUDONYM = "pseudonym", _("with a name I choose")
    NONE = "none", _("without a name")


class DateChoice(models.TextChoices):
    """Whether somebody can come on a date."""

    YES = "yes", _("I can")
    IF_NEED_BE = "if_need_be", _("if need be")
    NO = "no", _("I cannot")


class Settlement(models.TextChoices):
    """What became of a remark on a drafted report."""

    OPEN = "open", _("open")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("left as it is")

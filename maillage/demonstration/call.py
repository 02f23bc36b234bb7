"""A made-up call with made-up applications, told as such: what a call looks like while it waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from maillage.initiatives.models import Assessor, CallQuestion, Criterion, Judgement, PilotApplication, PilotCall, Score
from maillage.people.models import Contact
from maillage.territory.models import Region

HOME = "vaucluse"
TITLE = {
    "en": "Demonstration: small projects between villages and newcomers",
    "fr": "Démonstration\N{NARROW NO-BREAK SPACE}: petits projets entre villages et personnes nouvellement arrivées",
}
TEXT = {
    "en": "This call is made up, to show how applications are read. What is wanted: a project of some months in a "
    "village, run with residents and newcomers together.",
    "fr": "Cet appel est inventé, pour montrer comment des candidatures sont lues. "
    "Ce qui est demandé\N{NARROW NO-BREAK SPACE}: un projet de quelques mois dans un village, "
    "mené avec les habitants et les personnes nouvellement arrivées.",
}
QUESTIONS = (
    {
        "en": "What do you want to do, and with whom?",
        "fr": "Que voulez-vous faire, et avec qui\N{NARROW NO-BREAK SPACE}?",
    },
    {"en": "What stays afterwards?", "fr": "Qu’en restera-t-il ensuite\N{NARROW NO-BREAK SPACE}?"},
)
GRID = (
    ({"en": "It answers a need", "fr": "Le projet répond à un besoin"}, 3),
    ({"en": "Newcomers take part", "fr": "Les personnes nouvellement arrivées y prennent part"}, 2),
    ({"en": "It can be done", "fr": "Le projet est réalisable"}, 1),
)
ANSWER = "Réponse de démonstration, inventée."
# Title, what is asked for, whether it was withdrawn, and the points of two assessors line by line.
APPLICATIONS = (
    (
        "Démonstration\N{NARROW NO-BREAK SPACE}: un jardin à plusieurs",
        8000,
        False,
        ((4, 5, 4), (4, 4, 5)),
    ),
    (
        "Démonstration\N{NARROW NO-BREAK SPACE}: le bus du samedi",
        11500,
        False,
        ((5, 2, 3), (1, 5, 3)),
    ),
    ("Démonstration\N{NARROW NO-BREAK SPACE}: des livres dans toutes les langues", 3000, True, ()),
)
ASSESSORS = 2


def show_a_call(homes: Mapping[str, Region]) -> None:
    """Show one call that has closed: two applications with the points of two assessors, and a third withdrawn."""
    region, now = homes[HOME], timezone.now()
    call = PilotCall.objects.create(
        region=region,
        public_id="demonstration-call",
        title=TITLE,
        text=TEXT,
        budget_eur=12000,
        largest_grant_eur=12000,
        months=10,
        published_at=now - timedelta(days=60),
        closes_at=now - timedelta(days=4),
    )
    questions = [
        CallQuestion.objects.create(call=call, position=place, text=text) for place, text in enumerate(QUESTIONS, 1)
    ]
    for place, (text, weight) in enumerate(GRID, start=1):
        Criterion.objects.create(call=call, position=place, text=text, weight=weight)
    answers = {str(question.pk): ANSWER for question in questions}
    applications = [applied(call, place, answers, now) for place in range(len(APPLICATIONS))]
    people = Contact.objects.filter(region=region, is_demonstration=True).order_by("pk")[:ASSESSORS]
    for place, contact in enumerate(people):
        judged(call, applications, place, contact, now)


def applied(call: PilotCall, place: int, answers: dict[str, str], now: datetime) -> PilotApplication:
    """Write one application down."""
    title, amount, is_withdrawn, _points = APPLICATIONS[place]
    return PilotApplication.objects.create(
        call=call,
        public_id=f"demonstration-{place + 1}",
        nonce=f"demonstration-{place + 1}",
        organisation_name=f"Association de démonstration {place + 1}",
        contact_name="Demonstration applicant",
        contact_email=f"applicant{place + 1}@demonstration.invalid",
        language="fr",
        title=title,
        answers=answers,
        amount_eur=amount,
        months=10,
        version=1,
        submitted_at=now - timedelta(days=9 - place),
        withdrawn_at=now - timedelta(days=5) if is_withdrawn else None,
    )


def judged(call: PilotCall, applications: list[PilotApplication], place: int, contact: Contact, now: datetime) -> None:
    """Write down what one assessor gave to the applications that were not withdrawn."""
    assessor = Assessor.objects.create(
        call=call,
        contact=contact,
        nonce=f"demonstration-{place + 1}",
        asked_at=now - timedelta(days=4),
        finished_at=now,
    )
    lines = list(call.criteria.all())
    standing = [(one, known[3][place]) for one, known in zip(applications, APPLICATIONS, strict=True) if known[3]]
    Score.objects.bulk_create(
        Score(assessor=assessor, application=one, criterion=line, points=given, given_at=now)
        for one, points in standing
        for line, given in zip(lines, points, strict=True)
    )
    Judgement.objects.bulk_create(
        Judgement(assessor=assessor, application=one, words="Avis de démonstration.", given_at=now)
        for one, _points in standing
    )

"""A report is drafted from records, frozen for good, published once, corrected by the next version."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.report import (
    DraftChangedMeanwhile,
    draft_report,
    freeze_report,
    publish_report,
    save_draft,
    withdraw_report,
)
from maillage.cooperation.actions.tags import detail_commitment, tag_note
from maillage.cooperation.enums import PartnerRole, State
from maillage.cooperation.models import (
    Attendance,
    Mention,
    Partnership,
    ReportDraft,
    ReportText,
    ReportVersion,
)
from maillage.cooperation.queries.facts import facts_of
from maillage.cooperation.queries.report import published_reports, readers_of, report_for
from maillage.core.report import LANGUAGES, Organiser
from maillage.initiatives.models import Initiative
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.kit.tokens import MASK
from maillage.people.enums import Part
from maillage.people.models import Subscriber
from tests import factories as make
from tests.cooperation.meeting import BY, a_meeting


@pytest.fixture
def meeting(cast):
    meeting = a_meeting(cast.near)
    Partnership.objects.create(roundtable=meeting.roundtable, organisation=cast.host, role=PartnerRole.ORGANISER)
    Attendance.objects.create(
        roundtable=meeting.roundtable, unit="stakeholders", exact=22, categories={"ngo": None, "citizens": None}
    )
    return meeting


def noted(meeting, text, tag, **fields):
    note = write_note(roundtable=meeting.roundtable, text=text, language="en", by=BY, **fields)
    return tag_note(note=note, tag=tag, by=BY)


def drafted(meeting, language="en"):
    draft_report(roundtable=meeting.roundtable, by=BY)
    return ReportDraft.objects.get(language=language)


def sentences(draft):
    return {sentence["source"]: sentence["text"] for block in draft.blocks for sentence in block["sentences"]}


def published(meeting, **mails):
    drafted(meeting)
    return publish_report(version=freeze_report(roundtable=meeting.roundtable, by=BY), by=BY, **mails)


def test_the_facts_are_those_of_the_records(meeting, cast):
    noted(meeting, "A post.", "need", room=meeting.rooms[0])
    noted(meeting, "A walk.", "proposal")
    promise = noted(meeting, "We write a page.", "commitment")
    detail_commitment(note=promise, organisation=cast.host, due_on=date(2022, 4, 30), need=None, by=BY)
    noted(meeting, "Carpool.", "practice", agenda_item=meeting.items[1])
    noted(meeting, "It is concrete.", "said", agenda_item=meeting.items[1])
    noted(meeting, "Six families.", "news", agenda_item=meeting.items[0])
    make.a_roundtable(cast.near, 4, date=date(2022, 5, 31), state=State.CALLED)
    make.a_region(cast.programme, country="PL")
    facts = facts_of(meeting.roundtable)
    assert facts.organisers == (Organiser("The Host", "organiser"),)
    assert (facts.number, facts.planned, facts.later_years) == (3, 4, (2022,))
    assert [need.text["en"] for need in facts.rooms[0].needs] == ["A post."]
    assert [(need.text["en"], need.is_proposal) for need in facts.other_needs] == [("A walk.", True)]
    assert [(promise.owner, promise.due_on) for promise in facts.promises] == [("The Host", date(2022, 4, 30))]
    assert [(practice.name["en"], practice.item) for practice in facts.practices] == [("Carpool.", 2)]
    assert [(line.text["en"], line.item) for line in (*facts.said, *facts.news)] == [
        ("It is concrete.", 2),
        ("Six families.", 1),
    ]
    assert facts.programme.other_regions == 2
    assert [country["fr"] for country in facts.programme.other_countries] == ["France", "Pologne"]
    assert facts.country == {"en": "France", "fr": "France", "es": "Francia", "pl": "Francja", "el": "Γαλλία"}


def test_a_need_that_came_back_tells_how_often_as_seen_from_this_roundtable(meeting, cast):
    need = make.a_need(make.a_roundtable(cast.near, 1))
    need.raisings.create(roundtable=meeting.roundtable)
    need.raisings.create(roundtable=make.a_roundtable(cast.near, 4))
    assert [asked.times_raised for asked in facts_of(meeting.roundtable).other_needs] == [2]


def test_a_remaining_roundtable_without_a_date_tells_no_year(meeting):
    assert facts_of(meeting.roundtable).later_years == ()


def test_the_place_is_the_host_with_the_address(meeting, cast):
    meeting.roundtable.venue = {"fr": "12 rue du Pont"}
    assert facts_of(meeting.roundtable).venue == {"fr": "12 rue du Pont"}
    meeting.roundtable.venue_organisation = cast.host
    assert facts_of(meeting.roundtable).venue == {"fr": "The Host, 12 rue du Pont"}
    meeting.roundtable.venue = {}
    assert facts_of(meeting.roundtable).venue == dict.fromkeys(LANGUAGES, "The Host")


def test_reading_the_facts_costs_the_same_whatever_was_said(meeting, django_assert_max_num_queries):
    for place in range(3):
        noted(meeting, f"Need {place}.", "need", room=meeting.rooms[0])
        noted(meeting, f"Practice {place}.", "practice")
        noted(meeting, f"Promise {place}.", "commitment")
    meeting.roundtable.refresh_from_db()
    with django_assert_max_num_queries(14):
        facts_of(meeting.roundtable)


def test_the_report_is_drafted_in_each_language_of_the_region(meeting):
    draft_report(roundtable=meeting.roundtable, by=BY)
    titles = dict(ReportDraft.objects.values_list("language", "title"))
    assert titles == {"fr": "Près\u202f: troisième table ronde", "en": "Third roundtable in Near"}
    told = sentences(ReportDraft.objects.get(language="en"))
    assert told["attendance"] == "Among them were NGOs and citizens."


def test_each_language_of_the_region_with_a_voice_and_english_have_a_draft(meeting, cast):
    cast.near.languages = ["uk", "el"]
    cast.near.save()
    meeting.roundtable.region = cast.near
    assert [draft.language for draft in draft_report(roundtable=meeting.roundtable, by=BY)] == ["el", "en"]


def test_a_frozen_text_tells_in_which_languages_somebody_read_it(meeting, cast):
    cast.near.languages = ["pl", "el"]
    cast.near.save()
    meeting.roundtable.region = cast.near
    draft_report(roundtable=meeting.roundtable, by=BY)
    first = freeze_report(roundtable=meeting.roundtable, by=BY, read_in=["pl"])
    assert dict(first.texts.values_list("language", "read_by_speaker")) == {"pl": True, "el": False, "en": False}
    correction = {"roundtable": meeting.roundtable, "by": BY, "correction_note": "Read over in Greek."}
    second = freeze_report(**correction, read_in=["pl", "el"])
    assert freeze_report(**correction, read_in=["el", "pl"]) == second
    assert freeze_report(**correction, read_in=["pl"]).number == 3


def test_an_edited_sentence_keeps_its_source_and_survives_a_new_draft(meeting):
    note = noted(meeting, "A post.", "need", room=meeting.rooms[0])
    draft = drafted(meeting)
    place = next(place for place, block in enumerate(draft.blocks) if block["kind"] == "room")
    source = f"need:{note.raising.need.public_id}"
    first = draft.blocks[place]["sentences"][0]["text"]
    save_draft(
        draft=draft,
        title=draft.title,
        lead="My lead.",
        lines={place: [first, "A post, said better.", "And my own."]},
        seen_version=draft.version,
        by=BY,
    )
    noted(meeting, "A budget.", "need", room=meeting.rooms[0])
    again = drafted(meeting)
    assert again.lead == "My lead."
    told = [(line["source"], line["text"]) for line in again.blocks[place]["sentences"]]
    assert (source, "A post, said better.") in told
    assert ("editor", "And my own.") in told
    assert "A budget." in [text for _source, text in told]
    draft_report(roundtable=meeting.roundtable, by=BY, keep_edits=False)
    afresh = ReportDraft.objects.get(language="en")
    assert sentences(afresh)[source] == "A post."
    assert afresh.lead != "My lead."


def test_two_people_who_edit_one_draft_do_not_overwrite_each_other(meeting):
    draft = drafted(meeting)
    seen = draft.version
    save_draft(draft=draft, title="Hers", lead="", lines={}, seen_version=seen, by=BY)
    with pytest.raises(DraftChangedMeanwhile):
        save_draft(draft=draft, title="His", lead="", lines={}, seen_version=seen, by=BY)
    assert ReportDraft.objects.get(language="en").title == "Hers"
    with pytest.raises(ValidationError, match="Write a title"):
        save_draft(draft=draft, title=" ", lead="", lines={}, seen_version=seen + 1, by=BY)
    unchanged = ReportDraft.objects.get(language="en")
    save_draft(draft=draft, title="Hers", lead="", lines={}, seen_version=unchanged.version, by=BY)
    assert ReportDraft.objects.get(language="en").version == unchanged.version


def test_a_frozen_version_never_changes_and_closes_the_roundtable(meeting):
    drafted(meeting)
    version = freeze_report(roundtable=meeting.roundtable, by=BY)
    meeting.roundtable.refresh_from_db()
    assert (version.number, meeting.roundtable.state) == (1, State.HELD)
    text = ReportText.objects.get(version=version, language="en")
    text.title = "Another"
    with pytest.raises(TypeError, match="never changed"):
        text.save()
    noted(meeting, "Too late.", "need")
    drafted(meeting)
    assert "Too late." not in str(ReportText.objects.get(version=version, language="en").blocks)


def test_a_correction_is_the_next_version_and_says_why(meeting):
    first = published(meeting)
    with pytest.raises(ValidationError, match="Write what was corrected"):
        freeze_report(roundtable=meeting.roundtable, by=BY, correction_note=" ")
    second = freeze_report(roundtable=meeting.roundtable, by=BY, correction_note="A name was wrong.")
    assert list(published_reports()) == [first]
    publish_report(version=second, by=BY)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(published_reports(meeting.roundtable.region)) == [second]
    assert ReportVersion.objects.count() == 2
    with pytest.raises(ValidationError, match="was withdrawn"):
        publish_report(version=first, by=BY)


def test_the_database_refuses_two_published_versions(meeting):
    published(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportVersion.objects.create(
            roundtable=meeting.roundtable,
            number=2,
            correction_note="x",
            frozen_at=timezone.now(),
            published_at=timezone.now(),
        )


def test_publishing_and_withdrawing_touch_the_region_and_leave_a_trail(meeting):
    region = meeting.roundtable.region
    version = published(meeting)
    region.refresh_from_db()
    after = region.public_version
    publish_report(version=version, by=BY)
    withdraw_report(version=version, by=BY)
    withdraw_report(version=version, by=BY)
    region.refresh_from_db()
    assert region.public_version == after + 1
    assert list(published_reports()) == []
    assert report_for(meeting.roundtable, "en") is None
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["draft report", "freeze report", "publish report", "withdraw report"]


def test_a_roundtable_that_did_not_take_place_has_no_report(meeting):
    with pytest.raises(ValidationError, match="no draft yet"):
        freeze_report(roundtable=meeting.roundtable, by=BY)
    drafted(meeting)
    meeting.roundtable.date = date(2030, 1, 1)
    meeting.roundtable.save()
    with time_machine.travel(date(2029, 1, 1)), pytest.raises(ValidationError, match="still to come"):
        freeze_report(roundtable=meeting.roundtable, by=BY)
    meeting.roundtable.state = State.CANCELLED
    meeting.roundtable.save()
    with pytest.raises(ValidationError, match="was cancelled"):
        freeze_report(roundtable=meeting.roundtable, by=BY)


def test_a_reader_sees_the_report_in_their_language_else_in_english(meeting, django_assert_num_queries):
    published(meeting)
    with django_assert_num_queries(1):
        assert report_for(meeting.roundtable, "fr").language == "fr"
    assert report_for(meeting.roundtable, "pl").language == "en"
    with django_assert_num_queries(1):
        assert [version.roundtable.region.programme.name for version in published_reports()] == ["Share"]


def test_present_and_absent_and_subscribers_get_one_mail_each(meeting, cast):
    stopped, unreachable = meeting.guests[0], meeting.guests[1]
    stopped.unsubscribed_at = timezone.now()
    stopped.save()
    unreachable.email = ""
    unreachable.save()
    confirmed = {"region": cast.near, "confirmed_at": timezone.now()}
    Subscriber.objects.create(email="reader@example.org", language="en", **confirmed)
    Subscriber.objects.create(email=meeting.guests[2].email.upper(), **confirmed)
    Subscriber.objects.create(region=cast.near, email="unconfirmed@example.org")
    Subscriber.objects.create(email="far@example.org", **{**confirmed, "region": cast.far})
    readers = readers_of(meeting.roundtable)
    assert readers.guests == [meeting.guests[2], meeting.guests[3]]
    version = published(meeting, to_guests=True, to_subscribers=True)
    publish_report(version=version, by=BY, to_guests=True, to_subscribers=True)
    assert sorted(OutboxMail.objects.values_list("to", "language")) == sorted(
        [(meeting.guests[2].email, "fr"), (meeting.guests[3].email, "fr"), ("reader@example.org", "en")]
    )


def test_without_a_tick_nobody_is_written_to(meeting):
    published(meeting)
    assert OutboxMail.objects.count() == 0


def test_the_mail_of_a_guest_tells_the_lead_one_button_and_what_was_promised(meeting, cast):
    organisation = make.an_organisation(cast.near, Part.MEMBER, name="The Town Hall")
    meeting.guests[2].organisation = organisation
    meeting.guests[2].save()
    make.a_commitment(meeting.roundtable, organisation=organisation)
    published(meeting, to_guests=True)
    mail = OutboxMail.objects.get(to=meeting.guests[2].email)
    with translation.override("en"):
        shown, hidden = compose(mail, masked=False), compose(mail, masked=True)
    assert shown.subject == "Report: Third roundtable in Near, 25 January 2022"
    for words in ("Read the report", "/en/near/roundtables/3/", "We write one page.", "Receive no more invitations"):
        assert words in shown.text
        assert words in shown.html
    assert shown.reply_to == ("convenor@example.org",)
    assert MASK in hidden.text
    assert MASK not in shown.text
    assert shown.headers["List-Unsubscribe"]


def test_the_mail_of_a_guest_who_is_forgotten_by_now_still_tells_the_report(meeting):
    published(meeting, to_guests=True)
    mail = OutboxMail.objects.get(to=meeting.guests[2].email)
    meeting.guests[2].delete()
    message = compose(mail, masked=False)
    assert "/roundtables/3/" in message.text
    assert message.headers == {}


def test_the_mail_of_a_guest_without_an_organisation_tells_own_promises(meeting):
    make.a_commitment(meeting.roundtable, contact=meeting.guests[0])
    published(meeting, to_guests=True)
    assert "/link/commitment/" in compose(OutboxMail.objects.get(to=meeting.guests[0].email), masked=False).text


def test_the_mail_of_a_subscriber_can_be_stopped_and_tells_a_correction(meeting, cast):
    Subscriber.objects.create(region=cast.near, email="r@example.org", confirmed_at=timezone.now(), language="fr")
    published(meeting)
    second = freeze_report(roundtable=meeting.roundtable, by=BY, correction_note="Un nom était faux.")
    publish_report(version=second, by=BY, to_subscribers=True)
    with translation.override("fr"):
        message = compose(OutboxMail.objects.get(), masked=False)
    assert "Un nom était faux." in message.text
    assert "/unsubscribe/" in message.text
    assert "/fr/near/roundtables/3/" in message.text


def test_a_version_is_not_withdrawn_before_it_was_published(meeting):
    drafted(meeting)
    version = freeze_report(roundtable=meeting.roundtable, by=BY)
    assert withdraw_report(version=version, by=BY).withdrawn_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).update(withdrawn_at=timezone.now() - timedelta(days=1))


def test_a_mentioned_practice_without_a_remark_tells_its_description(meeting, cast):
    practice = Initiative.objects.create(
        region=cast.near, name={"en": "Art"}, description={"en": "Exhibitions."}, organisation=cast.host
    )
    Mention.objects.create(roundtable=meeting.roundtable, initiative=practice)
    told = sentences(drafted(meeting))
    assert told[f"practice:{practice.public_id}"] == "Art. Exhibitions."

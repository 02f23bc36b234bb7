"""The verbs of people, one subject a file."""

from maillage.people.actions.contacts import Details, add_contact, edit_contact, remove_contact
from maillage.people.actions.import_contacts import Plan, import_contacts, plan_import
from maillage.people.actions.one_person import erase_person, export_person
from maillage.people.actions.organisations import Profile, SeatTerms, edit_organisation, seat_organisation
from maillage.people.actions.roles import LastConvenor, change_role, give_role, take_role_away
from maillage.people.actions.sign_in_links import demonstration_link, sign_in_link

__all__ = [
    "Details",
    "LastConvenor",
    "Plan",
    "Profile",
    "SeatTerms",
    "add_contact",
    "change_role",
    "demonstration_link",
    "edit_contact",
    "edit_organisation",
    "erase_person",
    "export_person",
    "give_role",
    "import_contacts",
    "plan_import",
    "remove_contact",
    "seat_organisation",
    "sign_in_link",
    "take_role_away",
]

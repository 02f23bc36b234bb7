"""Addresses of people: signing in under the names that allauth looks for, the rest under `people`."""

from django.urls import URLPattern, URLResolver, include, path

from maillage.people import urls_volunteers
from maillage.people.views import contact_import, directory, link_again, one_person, points, roles, sign_in

DIRECTORY = "desk/<slug:region>/directory"
ROLES = "desk/<slug:region>/roles"

people: list[URLPattern | URLResolver] = [
    path("account/link/<str:token>/", sign_in.sign_in_link, name="sign-in-link"),
    path("account/demonstration/<str:token>/", sign_in.demonstration_sign_in, name="demonstration-sign-in"),
    path(f"{DIRECTORY}/", directory.directory, name="directory"),
    path(f"{DIRECTORY}/organisations/new/", directory.organisation_create, name="organisation-create"),
    path(f"{DIRECTORY}/organisations/<str:public_id>/", directory.organisation_edit, name="organisation-edit"),
    path(f"{DIRECTORY}/contacts/new/", directory.contact_create, name="contact-create"),
    path(f"{DIRECTORY}/contacts/<str:public_id>/", directory.contact_edit, name="contact-edit"),
    path(f"{DIRECTORY}/contacts/<str:public_id>/remove/", directory.contact_remove, name="contact-remove"),
    path(f"{DIRECTORY}/contacts/<str:public_id>/export/", one_person.person_export, name="person-export"),
    path(f"{DIRECTORY}/contacts/<str:public_id>/erase/", one_person.person_erase, name="person-erase"),
    path(f"{DIRECTORY}/contacts/<str:public_id>/points/", points.contact_points, name="contact-points"),
    path(f"{DIRECTORY}/whom/", points.whom_to_ask, name="whom"),
    path(f"{DIRECTORY}/import/", contact_import.contact_import, name="contact-import"),
    path(f"{ROLES}/", roles.role_list, name="role-list"),
    path(f"{ROLES}/<int:pk>/", roles.role_edit, name="role-edit"),
    path(f"{ROLES}/<int:pk>/remove/", roles.role_remove, name="role-remove"),
    path("link/again/<str:token>/", link_again.link_again, name="link-again"),
    *urls_volunteers.urlpatterns,
]

urlpatterns = [
    path("account/login/", sign_in.ask_for_code, name="account_login"),
    path("account/login/", sign_in.ask_for_code, name="account_request_login_code"),
    path("account/login/code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("account/logout/", sign_in.sign_out, name="account_logout"),
    path("", include((people, "people"))),
]

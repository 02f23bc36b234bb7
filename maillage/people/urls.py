"""Addresses of people: signing in under the names that allauth looks for, the rest under `people`."""

from django.urls import include, path

from maillage.people.views import sign_in

people = [
    path("account/link/<str:token>/", sign_in.sign_in_link, name="sign-in-link"),
    path("account/demonstration/<str:token>/", sign_in.demonstration_sign_in, name="demonstration-sign-in"),
]

urlpatterns = [
    path("account/login/", sign_in.ask_for_code, name="account_login"),
    path("account/login/", sign_in.ask_for_code, name="account_request_login_code"),
    path("account/login/code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("account/logout/", sign_in.sign_out, name="account_logout"),
    path("", include((people, "people"))),
]

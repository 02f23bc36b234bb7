"""Addresses of the desk of practices, of the cards of organisations, and of the link by which they answer."""

from django.urls import URLPattern, URLResolver, path

from maillage.initiatives.views import card_answer, cards, practices, twins

PRACTICES = "desk/<slug:region>/practices"
CARDS = "desk/<slug:region>/directory/cards"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PRACTICES}/", practices.practice_desk, name="practice-desk"),
    path(f"{PRACTICES}/new/", practices.practice_create, name="practice-create"),
    path(f"{PRACTICES}/alike/", twins.practice_twins, name="practice-twins"),
    path(f"{PRACTICES}/alike/settle/", twins.practice_settle_twins, name="practice-settle-twins"),
    path(f"{PRACTICES}/proposed/<slug:public_id>/", practices.proposal_settle, name="proposal-settle"),
    path(f"{PRACTICES}/<slug:public_id>/", practices.practice_edit, name="practice-edit"),
    path(f"{PRACTICES}/<slug:public_id>/confirm/", practices.practice_confirm, name="practice-confirm"),
    path(f"{PRACTICES}/<slug:public_id>/unmerge/", twins.practice_unmerge, name="practice-unmerge"),
    path(f"{CARDS}/", cards.card_desk, name="card-desk"),
    path(f"{CARDS}/ask/", cards.card_ask, name="card-ask"),
    path(f"{CARDS}/rhythm/", cards.card_rhythm, name="card-rhythm"),
    path(f"{CARDS}/asks/<slug:public_id>/take-back/", cards.card_take_back, name="card-take-back"),
    path(f"{CARDS}/<slug:public_id>/confirm/", cards.card_confirm, name="card-confirm"),
    path("link/card/<str:token>/", card_answer.card_answer, name="card-answer"),
]

"""The verbs of the website, one a function."""

from maillage.website.actions.news import publish_news, save_news, withdraw_news
from maillage.website.actions.subscription import ask_to_subscribe, confirm_subscription, end_subscription

__all__ = [
    "ask_to_subscribe",
    "confirm_subscription",
    "end_subscription",
    "publish_news",
    "save_news",
    "withdraw_news",
]

"""The verbs of people, one a function."""

from maillage.people.actions.sign_in_links import demonstration_link, sign_in_link

__all__ = ["demonstration_link", "sign_in_link"]

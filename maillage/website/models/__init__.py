"""The nouns of the website, one a file."""

from maillage.website.models.news_post import NewsPost

__all__ = ["NewsPost"]

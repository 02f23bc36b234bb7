"""A text said in one or several languages, and the rule by which a reader's language is chosen."""

from __future__ import annotations

from collections.abc import Iterable


class Wording(dict[str, str]):
    """A mapping from language code to text; an absent language is not translated, never empty on purpose."""

    def said_in(self, *languages: str) -> tuple[str, str]:
        """Return (text, language): the first of `languages` that has a text, else the first language there is.

        An empty wording gives ("", "").
        """
        for language in (*languages, *self):
            text = self.get(language, "")
            if text:
                return text, language
        return "", ""

    def with_text(self, language: str, text: str) -> Wording:
        """Return a copy in which `language` says `text`; an empty text removes the language."""
        said = {key: value for key, value in self.items() if key != language}
        return type(self)({**said, language: text} if text else said)

    def missing(self, languages: Iterable[str]) -> list[str]:
        """Return those of `languages`, in their order, that have no text."""
        return [language for language in languages if not self.get(language)]

"""The trail in words: each verb of the audit as a sentence about who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.desk.sentences import SENTENCES
from maillage.kit.models import AuditEntry

UNTOLD = gettext_lazy("%(who)s did this: %(verb)s.")


@dataclass(frozen=True)
class Deed:
    """One entry of the trail, in the active language."""

    entry: AuditEntry

    @property
    def who(self) -> str:
        """Who did it, as they were called then."""
        return self.entry.actor_label or _("Somebody")

    @property
    def sentence(self) -> str:
        """What was done, as a sentence."""
        return str(told(self.entry.verb)) % {"who": self.who, "verb": self.entry.verb}

    @property
    def about(self) -> str:
        """Which roundtable it was about, where the entry says so."""
        details = self.entry.details
        is_roundtable = self.entry.object_kind == "cooperation.roundtable"
        number: Any = details.get("roundtable") or (details.get("number") if is_roundtable else None)
        return _("Roundtable %(number)s") % {"number": number} if number else ""


def plain(verb: str) -> str:
    """Return a verb as the sentences know it, whichever way its words are joined."""
    return verb.replace("_", " ").replace("-", " ")


def told(verb: str) -> Promise | str:
    """Return the sentence of a verb, with %(who)s in it."""
    sentence = SENTENCES.get(plain(verb))
    return sentence[1] if sentence else UNTOLD


def name_of(verb: str) -> str:
    """Return what a verb is called in the filter of the trail."""
    sentence = SENTENCES.get(plain(verb))
    return str(sentence[0]) if sentence else plain(verb)

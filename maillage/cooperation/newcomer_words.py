"""One sentence that invites to write ahead of a roundtable, in the languages newcomers to the regions read first."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.territory.newcomers_words import for_a_moment_in

# Not from the catalogues: the pages in these languages are not translated yet, this one sentence is handed out.
SENTENCES = {
    "ar": "ما الذي ينقصك هنا؟ اكتب لنا قبل الاجتماع بلغتك، ومن دون ذكر اسمك إن أردت.",
    "prs": "اینجا چه کم دارید؟ پیش از جلسه به زبان خود برای ما بنویسید، اگر بخواهید بدون نام.",
    "ps": "دلته څه نه لرئ؟ له غونډې مخکې موږ ته په خپله ژبه ولیکئ، که وغواړئ پرته له نوم.",
    "uk": "Чого вам тут бракує? Напишіть нам перед зустріччю своєю мовою, за бажанням без імені.",
    "ti": "ኣብዚ እንታይ ይጎድለኩም? ቅድሚ እቲ ኣኼባ ብቋንቋኹም ጽሓፉልና፣ እንተደሊኹም ብዘይ ስም።",
}


def invitation_in(language: str) -> str:
    """Return the sentence in a language; where nobody has written it, in English."""
    if language in SENTENCES:
        return SENTENCES[language]
    with for_a_moment_in(language if language in settings.TRANSLATED_LANGUAGES else "en"):
        return _(
            "What is missing for you here? Write to us before we meet, in your language, without a name if you like."
        )


def languages_for(region_languages: list[str]) -> list[str]:
    """Return the languages of the hand-out: those of the region, then those that newcomers read."""
    known = dict(settings.LANGUAGES)
    return [code for code in dict.fromkeys([*region_languages, *SENTENCES]) if code in known]

"""Short ways to what the demonstration tells."""

from __future__ import annotations

from maillage.cooperation.models import Attendance, ReportText, Roundtable


def roundtable(slug: str, number: int) -> Roundtable:
    return Roundtable.objects.get(region__slug=slug, number=number)


def attendance(slug: str, number: int) -> Attendance:
    return roundtable(slug, number).attendance


def report(slug: str, number: int, language: str) -> ReportText:
    return ReportText.objects.get(
        version__roundtable=roundtable(slug, number), language=language, version__published_at__isnull=False
    )


def sentences(text: ReportText, kind: str) -> list[str]:
    return [sentence["text"] for block in text.blocks if block["kind"] == kind for sentence in block["sentences"]]


def everything(text: ReportText) -> str:
    told = [text.title, text.lead]
    for block in text.blocks:
        told.append(block["heading"])
        told += [f"{sentence['text']} {sentence['aside']}" for sentence in block["sentences"]]
    return "\n".join(told)

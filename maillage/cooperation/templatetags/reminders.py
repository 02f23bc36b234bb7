"""The moment of a reminder by the clocks of its region."""

from __future__ import annotations

from django import template

from maillage.cooperation.spoken import moment_of

register = template.Library()
register.filter("moment_of", moment_of)

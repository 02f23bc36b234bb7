"""The nouns of insight."""

from maillage.insight.models.coverage_settings import CoverageSettings
from maillage.insight.models.declared_none import DeclaredNone
from maillage.insight.models.factfile import Factfile
from maillage.insight.models.factfile_words import FactfileWords
from maillage.insight.models.figure import Figure
from maillage.insight.models.listener import Listener
from maillage.insight.models.newcomers_there import NewcomersThere
from maillage.insight.models.people_table import PeopleTable
from maillage.insight.models.release import Release
from maillage.insight.models.siting_run import SitingRun
from maillage.insight.models.strategy import Strategy

__all__ = [
    "CoverageSettings",
    "DeclaredNone",
    "Factfile",
    "FactfileWords",
    "Figure",
    "Listener",
    "NewcomersThere",
    "PeopleTable",
    "Release",
    "SitingRun",
    "Strategy",
]

"""The nouns of initiatives, one a file."""

from maillage.initiatives.models.assessor import Assessor
from maillage.initiatives.models.budget_line import BudgetLine
from maillage.initiatives.models.call_question import CallQuestion
from maillage.initiatives.models.card_ask import CardAsk
from maillage.initiatives.models.confirmation import Confirmation
from maillage.initiatives.models.criterion import Criterion
from maillage.initiatives.models.decision import Decision
from maillage.initiatives.models.directory_rhythm import DirectoryRhythm
from maillage.initiatives.models.evaluation import Evaluation
from maillage.initiatives.models.funding import Funding
from maillage.initiatives.models.initiative import Initiative
from maillage.initiatives.models.judgement import Judgement
from maillage.initiatives.models.merging import Merging
from maillage.initiatives.models.milestone import Milestone
from maillage.initiatives.models.not_the_same import NotTheSame
from maillage.initiatives.models.pilot import Pilot
from maillage.initiatives.models.pilot_application import PilotApplication
from maillage.initiatives.models.pilot_call import PilotCall
from maillage.initiatives.models.pilot_reading import PilotReading
from maillage.initiatives.models.pilot_report import PilotReport
from maillage.initiatives.models.post import Post
from maillage.initiatives.models.proposed_practice import ProposedPractice
from maillage.initiatives.models.score import Score
from maillage.initiatives.models.search_card import SearchCard
from maillage.initiatives.models.search_posting import SearchPosting
from maillage.initiatives.models.search_word import SearchWord
from maillage.initiatives.models.spending import Spending
from maillage.initiatives.models.target import Target
from maillage.initiatives.models.terms import Terms

__all__ = [
    "Assessor",
    "BudgetLine",
    "CallQuestion",
    "CardAsk",
    "Confirmation",
    "Criterion",
    "Decision",
    "DirectoryRhythm",
    "Evaluation",
    "Funding",
    "Initiative",
    "Judgement",
    "Merging",
    "Milestone",
    "NotTheSame",
    "Pilot",
    "PilotApplication",
    "PilotCall",
    "PilotReading",
    "PilotReport",
    "Post",
    "ProposedPractice",
    "Score",
    "SearchCard",
    "SearchPosting",
    "SearchWord",
    "Spending",
    "Target",
    "Terms",
]

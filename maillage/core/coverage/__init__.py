"""Who reaches what, who does not, who is heard, and where one more place would help most."""

from maillage.core.coverage.access import (
    Access,
    Kernel,
    binary,
    floating_catchment,
    gaussian,
    known_capacities,
    step,
)
from maillage.core.coverage.concentration import Concentration, Quotient, concentration, location_quotient
from maillage.core.coverage.distance import DEFAULT_CIRCUITY, EARTH_RADIUS, haversine, own_distance
from maillage.core.coverage.farthest import Farthest, shortest_longest
from maillage.core.coverage.inequality import Inequality, inequality, weighted_gini
from maillage.core.coverage.nouns import CITY, CLASS_NAMES, RURAL, TOWN, UNKNOWN, Refused, Statement
from maillage.core.coverage.program import DEFAULT_LIMITS, Limits
from maillage.core.coverage.reporting import Heard, ReportingRate, Told, exposure_of, reporting_rate
from maillage.core.coverage.share import (
    DEFAULT_REACH,
    ClassCoverage,
    CoverageCurve,
    CoverageShare,
    coverage_curve,
    coverage_share,
)
from maillage.core.coverage.shrinkage import Posterior, Shrunk, posterior, shrunk_rates
from maillage.core.coverage.silence import Listened, RuralShare, Silence, silence
from maillage.core.coverage.siting import Curve, OwnChoice, Siting, marginal_curve, own_choice, where_next
from maillage.core.coverage.travel import CostMatrix, Nearest, Pairs, Positions, Travel
from maillage.core.coverage.two_lists import Estimated, two_lists

__all__ = [
    "CITY",
    "CLASS_NAMES",
    "DEFAULT_CIRCUITY",
    "DEFAULT_LIMITS",
    "DEFAULT_REACH",
    "EARTH_RADIUS",
    "RURAL",
    "TOWN",
    "UNKNOWN",
    "Access",
    "ClassCoverage",
    "Concentration",
    "CostMatrix",
    "CoverageCurve",
    "CoverageShare",
    "Curve",
    "Estimated",
    "Farthest",
    "Heard",
    "Inequality",
    "Kernel",
    "Limits",
    "Listened",
    "Nearest",
    "OwnChoice",
    "Pairs",
    "Positions",
    "Posterior",
    "Quotient",
    "Refused",
    "ReportingRate",
    "RuralShare",
    "Shrunk",
    "Silence",
    "Siting",
    "Statement",
    "Told",
    "Travel",
    "binary",
    "concentration",
    "coverage_curve",
    "coverage_share",
    "exposure_of",
    "floating_catchment",
    "gaussian",
    "haversine",
    "inequality",
    "known_capacities",
    "location_quotient",
    "marginal_curve",
    "own_choice",
    "own_distance",
    "posterior",
    "reporting_rate",
    "shortest_longest",
    "shrunk_rates",
    "silence",
    "step",
    "two_lists",
    "weighted_gini",
    "where_next",
]

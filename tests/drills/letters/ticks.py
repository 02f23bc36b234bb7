"""The kit's timed work every second, so that a drill need not wait; the control leaves the reaper at home."""

import os
from datetime import timedelta

from maillage.kit import upkeep
from maillage.kit.ticks import tick
from tests.drills.letters import WITHOUT_REAPER

EVERY = timedelta(seconds=1)

tick("mails that are due", every=EVERY)(upkeep.mails_that_are_due)
if os.environ.get(WITHOUT_REAPER):
    tick("jobs whose worker died", every=EVERY)(lambda: None)
else:
    tick("jobs whose worker died", every=EVERY)(upkeep.jobs_whose_worker_died)

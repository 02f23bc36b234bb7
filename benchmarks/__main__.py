"""Run every benchmark in turn: `python -m benchmarks`."""

import sys

from benchmarks import pages

sys.exit(pages.main())

"""An application that only the drill of the worker installs: letters, and a clock that hurries."""

WITHOUT_REAPER = "DRILL_WITHOUT_REAPER"

"""A refusal: what the command line cannot do, said in one sentence that also says what to do."""

from __future__ import annotations


class Refusal(Exception):
    """The command ends here with exit code 1; the message is for people."""

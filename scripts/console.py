"""Puts the command `maillage` into the environment without building or downloading anything."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys
from maillage.config.cli import main
sys.exit(main())
"""


def main() -> None:
    """Write a path file that names this folder, and the command beside the interpreter."""
    Path(sysconfig.get_path("purelib"), "maillage.pth").write_text(f"{ROOT}\n")
    command = Path(sysconfig.get_path("scripts"), "maillage")
    command.write_text(SCRIPT.format(python=sys.executable))
    command.chmod(0o755)


if __name__ == "__main__":
    main()

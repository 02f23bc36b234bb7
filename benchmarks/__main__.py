"""Run every benchmark in turn, or those named: `python -m benchmarks [pages] [rooms] …`."""

import importlib
import pkgutil
import sys

import benchmarks

ALONE = {"__main__", "bare", "many_practices", "ride_instances", "ride_peers", "settings", "urls"}


def main(names: list[str]) -> int:
    """Run each module that has a `main`; the exit code is the worst of theirs."""
    known = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in ALONE)
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"There is no benchmark named {', '.join(unknown)}. There are: {', '.join(known)}.")
        return 2
    sys.argv = sys.argv[:1]
    results: list[int] = []
    for name in names or known:
        print(f"== {name}", flush=True)
        results.append(importlib.import_module(f"benchmarks.{name}").main())
    return max(results, default=0)


sys.exit(main(sys.argv[1:]))

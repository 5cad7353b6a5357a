"""`python -m benchmarks` runs all benchmarks, `python -m benchmarks NAME ... [--OPTION ...]` the named ones.

Each benchmark reads its own options: `python -m benchmarks understanding --help`.
"""

import sys
from importlib import import_module
from itertools import takewhile
from pathlib import Path


def names() -> list[str]:
    """The names of all benchmarks: the modules and packages here that have a `main`."""
    here = Path(__file__).parent
    files = {path.stem: path for path in here.glob("*.py")} | {p.parent.name: p for p in here.glob("*/__init__.py")}
    return sorted(name for name, path in files.items() if "\ndef main(" in path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    wanted = list(takewhile(lambda argument: not argument.startswith("-"), sys.argv[1:]))
    if unknown := [name for name in wanted if name not in names()]:
        sys.exit(f"No benchmark called {', '.join(unknown)}; choose from {', '.join(names())}.")
    del sys.argv[1 : 1 + len(wanted)]
    for chosen in wanted or names():
        print(f"\n== {chosen}")
        import_module(f"benchmarks.{chosen}").main()

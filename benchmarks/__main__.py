"""`python -m benchmarks` runs all of them, `python -m benchmarks NAME ...` the named ones."""

import sys
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """Every benchmark there is: the modules here that have a `main`."""
    here = Path(__file__).parent
    return sorted(path.stem for path in here.glob("*.py") if "\ndef main(" in path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in names()]
    if unknown:
        sys.exit(f"No benchmark called {', '.join(unknown)}; there are {', '.join(names())}.")
    for chosen in sys.argv[1:] or names():
        print(f"\n== {chosen}")
        import_module(f"benchmarks.{chosen}").main()

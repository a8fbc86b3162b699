"""``python -m optimizer`` and the command ``optimizer``."""

import sys

from optimizer.commands import run


def main() -> int:
    """Run the command line; gives back the exit code."""
    return run()


if __name__ == "__main__":
    sys.exit(main())

"""``python -m optimizer`` and the command ``optimizer``."""

import os
import sys
import threading

from optimizer.commands import run


def main() -> int:
    """Run the command line; gives back the exit code."""
    code = run()
    if any(thread.name == "engine" for thread in threading.enumerate()):
        # Given up with a second Ctrl-C: a solver still at work may crash a Python that is shutting down.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


if __name__ == "__main__":
    sys.exit(main())

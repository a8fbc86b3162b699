"""``python -m optimizer`` and the command ``optimizer``."""

import gc
import os
import sys
import threading

from optimizer.commands import run

OBJECTS_BEFORE_A_SEARCH = 500_000
"""New objects before Python looks for garbage that refers to itself: a command makes little of it and ends soon."""


def main() -> int:
    """Run the command line; gives back the exit code."""
    gc.set_threshold(OBJECTS_BEFORE_A_SEARCH)
    # numpy would start a thread for every core, for products of dense matrices: there are none here, and sums of
    # products come out the same to the last digit on every machine
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    code = run()
    if any(thread.name == "engine" for thread in threading.enumerate()):
        # Given up with a second Ctrl-C: a solver still at work may crash a Python that is shutting down.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    gc.freeze()  # Python need not look through everything it holds once more: it goes with the process
    return code


if __name__ == "__main__":
    sys.exit(main())

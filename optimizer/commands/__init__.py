"""The command line: what ``optimizer`` does, what it says, and what it gives back."""

import os
import sys
from collections.abc import Sequence

from optimizer.commands.streams import complain


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give back its exit code; ``--trace`` may stand anywhere.

    Nothing escapes but ``SystemExit``: a fault of the program is one line, and its trace is shown on request.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    is_traced = "--trace" in words or os.environ.get("OPTIMIZER_TRACE", "0") not in ("", "0")
    words = [word for word in words if word != "--trace"]
    try:
        from typer.exceptions import TyperException

        from optimizer.commands.app import app

        try:
            return int(app(words or ["--help"], standalone_mode=False) or 0)
        except TyperException as fault:
            complain(f"optimizer: {fault.format_message()}", "`optimizer --help` shows what can be asked.")
            return fault.exit_code
    except Exception as fault:
        if is_traced:
            import traceback

            traceback.print_exc()
        else:
            said = " ".join(f"{type(fault).__name__}: {fault}".split())
            complain(f"optimizer: a fault of the program: {said}  (--trace or OPTIMIZER_TRACE=1 shows where)")
        return 1

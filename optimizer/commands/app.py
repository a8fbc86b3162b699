"""The command line: its name, its commands in the order they are listed. Imports no solver and no table library."""

from typing import Annotated

import typer

from optimizer.commands import asking, planning

app = typer.Typer(
    name="optimizer",
    epilog="With --trace, a fault of the program shows where it happened.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

COMMANDS = (
    planning.solve, planning.check, asking.diagnose, asking.explain, planning.evaluate, asking.prices, asking.breakeven,
    asking.flexibility, planning.init, planning.convert, planning.engines,
)  # fmt: skip

for command in COMMANDS:
    app.command(short_help=command.__doc__)(command)  # given as such it is never cut short


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from optimizer import __version__
        from optimizer.commands.streams import say

        say(f"optimizer {__version__}")
        raise typer.Exit


@app.callback()
def optimizer(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Decides which plant builds how many of each model for which market, month by month."""

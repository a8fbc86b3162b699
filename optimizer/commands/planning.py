"""The commands that make plans, and what plans are made from.

Imports no solver and no table library: each command loads what it needs, after its options are looked at.
"""

from pathlib import Path
from typing import Annotated

import typer

from optimizer.commands.options import Case, Json, Quiet, Scenario
from optimizer.commands.refusals import answered


def solve(
    case: Case,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder of the plan. [plans/<case name>]")] = None,
    scenario: Scenario = None,
    engine: Annotated[str, typer.Option(metavar="NAME", help="Solver engine; see `optimizer engines`.")] = "auto",
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Stop with the best plan so far.")] = None,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap at which a plan counts as optimal.")] = 0.0001,
    relax: Annotated[bool, typer.Option("--relax", help="No whole units or switches: a bound, and prices.")] = False,
    cross_check: Annotated[
        bool, typer.Option("--cross-check", help="A second, unrelated engine must agree, or nothing is written.")
    ] = False,
    start: Annotated[
        Path | None, typer.Option(metavar="PLAN", help="Folder of an earlier plan to start the search from.")
    ] = None,
    formats: Annotated[
        list[str] | None, typer.Option("--format", metavar="FORMAT", help="Also write the plan as; csv always is.")
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Read, check, solve and verify a case, and write its plan."""
    from optimizer.request import Request, formats_of

    def work() -> int:
        earlier = None if start is None else str(start)
        request = Request(scenario, engine, time_limit, gap, relax, formats_of(formats or []), cross_check, earlier)
        from optimizer.commands.solving import solve_and_tell  # after the options: a slip is told at once

        return solve_and_tell(case, out, request, as_json=as_json, quiet=quiet)

    return answered(work)


def check(case: Case, scenario: Scenario = None) -> int:
    """Read and check a case only; list everything that is wrong with it."""
    from optimizer.commands.checking import check_and_tell

    return answered(lambda: check_and_tell(case, scenario))


def evaluate(
    case: Case,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="Edited plan: its folder, or its workbook plan.xlsx.")],
    origin: Annotated[
        Path | None, typer.Option("--from", metavar="PLAN", help="The plan it came from. [as its folder keeps it]")
    ] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write edits, breaches, items as CSV.")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Plan anew with the changed cells held; price each.")] = False,
    pin_as: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write the held builds as rows of frozen; means --pin.")
    ] = None,
    scenario: Scenario = None,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="For each search.")] = None,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap at which a search ends.")] = 0.0001,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Check an edited plan against every rule, and tell what the edits cost."""
    from optimizer.request import Request

    def work() -> int:
        Request(time_limit=time_limit, gap=gap)  # a slip is told at once
        from optimizer.commands.evaluating import Asked, evaluate_and_tell

        asked = Asked(case, plan, origin, scenario, pin or pin_as is not None, time_limit, gap)
        return evaluate_and_tell(asked, out, pin_as, as_json=as_json, quiet=quiet)

    return answered(work)


def init(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="New folder for the case.")] = None,
    workbook: Annotated[Path | None, typer.Option(metavar="FILE.xlsx", help="As one new workbook instead.")] = None,
) -> int:
    """Write a small, complete, commented case to start from."""
    from optimizer.commands.starting import start

    return answered(lambda: start(folder, workbook))


def convert(
    case: Case,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New folder, or new workbook (.xlsx).")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an earlier case of the same form.")] = False,
) -> int:
    """Copy a case from a folder into a workbook, or back, with nothing lost."""

    def work() -> int:
        from optimizer.commands.converting import convert_and_tell

        return convert_and_tell(case, out, force=force)

    return answered(work)


def engines(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> int:
    """List the solver engines, which are usable here, and what each can do."""
    from optimizer.commands.listing import list_engines

    return list_engines(as_json=as_json)

"""The commands and their options. Imports no solver and no table library: each command loads what it needs."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="optimizer",
    epilog="With --trace, a fault of the program shows where it happened.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Case = Annotated[Path, typer.Argument(metavar="CASE", help="The planning case: a folder or a workbook.")]
Scenario = Annotated[str | None, typer.Option(metavar="NAME", help="What-if case of the table scenarios.")]
Json = Annotated[bool, typer.Option("--json", help="The summary as JSON on standard output, nothing else there.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress; the result in one line.")]


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


@app.command()
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
    from optimizer.commands.refusals import answered
    from optimizer.request import Request, formats_of

    def work() -> int:
        earlier = None if start is None else str(start)
        request = Request(scenario, engine, time_limit, gap, relax, formats_of(formats or []), cross_check, earlier)
        from optimizer.commands.solving import solve_and_tell  # after the options: a slip is told at once

        return solve_and_tell(case, out, request, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def check(case: Case, scenario: Scenario = None) -> int:
    """Read and check a case only; list everything that is wrong with it."""
    from optimizer.commands.checking import check_and_tell
    from optimizer.commands.refusals import answered

    return answered(lambda: check_and_tell(case, scenario))


@app.command()
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
    from optimizer.commands.refusals import answered
    from optimizer.request import Request

    def work() -> int:
        Request(time_limit=time_limit, gap=gap)  # a slip is told at once
        from optimizer.commands.evaluating import Asked, evaluate_and_tell

        asked = Asked(case, plan, origin, scenario, pin or pin_as is not None, time_limit, gap)
        return evaluate_and_tell(asked, out, pin_as, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="New folder for the case.")] = None,
    workbook: Annotated[Path | None, typer.Option(metavar="FILE.xlsx", help="As one new workbook instead.")] = None,
) -> int:
    """Write a small, complete, commented case to start from."""
    from optimizer.commands.refusals import answered
    from optimizer.commands.starting import start

    return answered(lambda: start(folder, workbook))


@app.command()
def convert(
    case: Case,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New folder, or new workbook (.xlsx).")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an earlier case of the same form.")] = False,
) -> int:
    """Copy a case from a folder into a workbook, or back, with nothing lost."""
    from optimizer.commands.refusals import answered

    def work() -> int:
        from optimizer.commands.converting import convert_and_tell

        return convert_and_tell(case, out, force=force)

    return answered(work)


@app.command()
def diagnose(
    case: Case,
    scenario: Scenario = None,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")] = None,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap at which a repaired case is solved.")] = 0.0001,
    relax: Annotated[bool, typer.Option("--relax", help="No whole units or switches.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write the tables as CSV.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Say why a case has no plan, and the least changes with which one exists."""
    from optimizer.commands.refusals import answered
    from optimizer.request import Request

    def work() -> int:
        request = Request(scenario, time_limit=time_limit, gap=gap, relax=relax)
        from optimizer.commands.diagnosing import diagnose_and_tell

        return diagnose_and_tell(case, request, out, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def breakeven(
    case: Annotated[Path, typer.Argument(metavar="CASE|PLAN", help="Folder of the planning case, or of a plan.")],
    number: Annotated[str, typer.Argument(metavar="TABLE:WHERE:COLUMN", help="exchange_rates:currency=JPY:rate")],
    low: Annotated[float, typer.Option("--from", metavar="NUMBER", help="Where the range begins.")],
    high: Annotated[float, typer.Option("--to", metavar="NUMBER", help="Where it ends.")],
    mode: Annotated[str, typer.Option("--as", metavar="HOW", help="value, factor or addition to each cell.")] = "value",
    scenario: Scenario = None,
    relax: Annotated[bool, typer.Option("--relax", help="Nothing need be whole: exact and fast.")] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="Launches, sailings, shifts, lots as in the plan: exact and fast.")
    ] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Vehicles must be whole too, as the case has it.")] = False,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap of each solve with whole columns.")] = 1e-6,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write the tables as CSV.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find the exact values of an input at which the best plan becomes another one."""
    from optimizer.commands.refusals import answered
    from optimizer.request import BadRequest, Request

    def work() -> int:
        request = Request(scenario, time_limit=time_limit, gap=gap, relax=relax)
        from optimizer.breakeven.family import Whole
        from optimizer.commands.breaking_even import Question, break_even_and_tell

        if relax + keep + whole > 1:
            raise BadRequest("--relax, --keep and --whole say different things of what is whole: give one of them")
        what = Whole.NOTHING if relax else Whole.KEPT if keep else Whole.ALL if whole else Whole.SWITCHES
        question = Question(number, mode, low, high, what)
        return break_even_and_tell(case, question, request, out, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def flexibility(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="Folder of a plan.")],
    within: Annotated[str, typer.Option(metavar="SHARE", help="How far below the best a plan may be.")] = "0.1%",
    by: Annotated[
        str, typer.Option(metavar="NAMES", help="What builds are added up by.")
    ] = "plant,line,model,market,period",
    relax: Annotated[bool, typer.Option("--relax", help="Switches need not be as planned, nor whole.")] = False,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write the table as CSV.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find the least and most of each build over all plans that are all but as good."""
    from optimizer.commands.refusals import answered
    from optimizer.request import Request

    def work() -> int:
        request = Request(time_limit=time_limit, relax=relax)
        from optimizer.commands.flexing import Question, flex_and_tell

        return flex_and_tell(plan, Question(within, by), request, out, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def explain(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="Folder of a plan.")],
    market: Annotated[str | None, typer.Option(metavar="NAME", help="Only this market.")] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Only this model.")] = None,
    plant: Annotated[str | None, typer.Option(metavar="NAME", help="Only this plant.")] = None,
    line: Annotated[str | None, typer.Option(metavar="NAME", help="Only this line (or PLANT/LINE).")] = None,
    period: Annotated[str | None, typer.Option(metavar="NAME", help="Only this period.")] = None,
    why_not: Annotated[
        list[str] | None,
        typer.Option("--why-not", metavar="WISH", help='For instance "build Tundra for JP 2026-07 = 100".'),
    ] = None,
    fixes: Annotated[int, typer.Option(metavar="COUNT", help="Fixes to look for, of each shortage explained.")] = 3,
    gap: Annotated[float | None, typer.Option(metavar="FRACTION", help="Gap of a search. [the plan's]")] = None,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write the tables as CSV.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Why a plan is as it is, what would serve its shortages, and what something else would cost."""
    from optimizer.commands.refusals import answered
    from optimizer.request import Request

    def work() -> int:
        request = Request(time_limit=time_limit, gap=Request.gap if gap is None else gap)
        from optimizer.commands.explaining import Question, explain_and_tell
        from optimizer.explain.chosen import Chosen

        asked = Question(Chosen(market, model, plant, line, period), tuple(why_not or ()), fixes, gap)
        return explain_and_tell(plan, asked, request, out, as_text=not as_json, quiet=quiet)

    return answered(work)


@app.command()
def prices(
    case: Annotated[Path, typer.Argument(metavar="PLAN|CASE", help="Folder of a plan, or of a case to solve for it.")],
    exact: Annotated[
        bool, typer.Option("--exact", help="Also with every switch free: solved again, as an interval.")
    ] = False,
    top: Annotated[int, typer.Option(metavar="N", help="Limits that are shown, and looked at closely.")] = 15,
    scenario: Scenario = None,
    relax: Annotated[bool, typer.Option("--relax", help="Switches need not be as planned, nor whole.")] = False,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap of each solve with whole columns.")] = 0.0001,
    time_limit: Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Also write the tables as CSV.")] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find what each rule and each limit costs, the dearest first, and how far prices hold."""
    from optimizer.commands.refusals import answered
    from optimizer.request import Request

    def work() -> int:
        request = Request(scenario, time_limit=time_limit, gap=gap, relax=relax)
        from optimizer.commands.pricing import Question, price_and_tell

        return price_and_tell(case, Question(top, exact), request, out, as_json=as_json, quiet=quiet)

    return answered(work)


@app.command()
def engines(as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> int:
    """List the solver engines, which are usable here, and what each can do."""
    from optimizer.commands.listing import list_engines

    return list_engines(as_json=as_json)

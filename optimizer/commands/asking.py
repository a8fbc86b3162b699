"""The commands that ask why, what it costs, and what else could be.

Imports no solver and no table library: each command loads what it needs, after its options are looked at.
"""

from pathlib import Path
from typing import Annotated

import typer

from optimizer.commands.options import Case, Json, PlanFolder, Quiet, Scenario, Tables, TimeLimit
from optimizer.commands.refusals import answered


def diagnose(
    case: Case,
    scenario: Scenario = None,
    time_limit: TimeLimit = None,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap at which a repaired case is solved.")] = 0.0001,
    relax: Annotated[bool, typer.Option("--relax", help="No whole units or switches.")] = False,
    out: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Say why a case has no plan, and the least changes with which one exists."""
    from optimizer.request import Request

    def work() -> int:
        request = Request(scenario, time_limit=time_limit, gap=gap, relax=relax)
        from optimizer.commands.diagnosing import diagnose_and_tell

        return diagnose_and_tell(case, request, out, as_json=as_json, quiet=quiet)

    return answered(work)


def explain(
    plan: PlanFolder,
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
    time_limit: TimeLimit = None,
    out: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Say why a plan is as it is, what would serve its shortages, and what a wish would cost."""
    from optimizer.request import Request

    def work() -> int:
        request = Request(time_limit=time_limit, gap=Request.gap if gap is None else gap)
        from optimizer.commands.explaining import Question, explain_and_tell
        from optimizer.explain.chosen import Chosen

        asked = Question(Chosen(market, model, plant, line, period), tuple(why_not or ()), fixes, gap)
        return explain_and_tell(plan, asked, request, out, as_text=not as_json, quiet=quiet)

    return answered(work)


def prices(
    case: Annotated[Path, typer.Argument(metavar="PLAN|CASE", help="Folder of a plan, or of a case to solve for it.")],
    exact: Annotated[
        bool, typer.Option("--exact", help="Also with every switch free: solved again, as an interval.")
    ] = False,
    top: Annotated[int, typer.Option(metavar="N", help="Limits that are shown, and looked at closely.")] = 15,
    scenario: Scenario = None,
    relax: Annotated[bool, typer.Option("--relax", help="Switches need not be as planned, nor whole.")] = False,
    gap: Annotated[float, typer.Option(metavar="FRACTION", help="Gap of each solve with whole columns.")] = 0.0001,
    time_limit: TimeLimit = None,
    out: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find what each rule and each limit costs, the dearest first, and how far prices hold."""
    from optimizer.request import Request

    def work() -> int:
        request = Request(scenario, time_limit=time_limit, gap=gap, relax=relax)
        from optimizer.commands.pricing import Question, price_and_tell

        return price_and_tell(case, Question(top, exact), request, out, as_json=as_json, quiet=quiet)

    return answered(work)


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
    time_limit: TimeLimit = None,
    out: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find the exact values of an input at which the best plan becomes another one."""
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


def flexibility(
    plan: PlanFolder,
    within: Annotated[str, typer.Option(metavar="SHARE", help="How far below the best a plan may be.")] = "0.1%",
    by: Annotated[
        str, typer.Option(metavar="NAMES", help="What builds are added up by.")
    ] = "plant,line,model,market,period",
    relax: Annotated[bool, typer.Option("--relax", help="Switches need not be as planned, nor whole.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="Every switch free, vehicles whole: slow.")] = False,
    time_limit: TimeLimit = None,
    out: Tables = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> int:
    """Find the least and most of each build over all plans that are all but as good."""
    from optimizer.request import BadRequest, Request

    def work() -> int:
        request = Request(time_limit=time_limit, relax=relax)
        from optimizer.commands.flexing import Question, flex_and_tell

        if relax and whole:
            raise BadRequest("--relax and --whole say different things of what is whole: give one of them")
        return flex_and_tell(plan, Question(within, by, whole), request, out, as_json=as_json, quiet=quiet)

    return answered(work)

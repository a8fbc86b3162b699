"""Arguments and options that several commands have, each said once."""

from pathlib import Path
from typing import Annotated

import typer

Case = Annotated[Path, typer.Argument(metavar="CASE", help="The planning case: a folder or a workbook.")]
PlanFolder = Annotated[Path, typer.Argument(metavar="PLAN", help="Folder of a plan.")]
Scenario = Annotated[str | None, typer.Option(metavar="NAME", help="What-if case of the table scenarios.")]
TimeLimit = Annotated[float | None, typer.Option(metavar="SECONDS", help="Tell what is known by then.")]
Tables = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Also write the tables as CSV.")]
Json = Annotated[bool, typer.Option("--json", help="The answer as JSON on standard output, nothing else there.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress; the result in few words.")]

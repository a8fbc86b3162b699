"""All that the sheets of a plan's decisions hold, for the sheets that follow from them."""

from dataclasses import dataclass

from optimizer.report.workbook.allocation import Allocation
from optimizer.report.workbook.fulfilment import Fulfilment
from optimizer.report.workbook.inventory import Inventory
from optimizer.report.workbook.shipments import Shipments
from optimizer.report.workbook.utilisation import Utilisation


@dataclass(frozen=True)
class Decided:
    """The blocks of builds, hours, sales, shipments and stores."""

    made: Allocation
    hours: Utilisation
    sales: Fulfilment
    moved: Shipments
    stores: Inventory

"""The operator's commands about reports, one module per reason to run them."""

from services.reporting.cli.checking import check
from services.reporting.cli.drafting import as_of, report
from services.reporting.cli.scheduling import run, scheduled_run
from services.reporting.cli.upkeep import procedure, rebuild

__all__ = ["as_of", "check", "procedure", "rebuild", "report", "run", "scheduled_run"]

"""Collects every feature file beside this module."""

from pytest_bdd import scenarios

from tests.steps.ahead import *  # noqa: F403 - pytest-bdd finds steps by name in this module
from tests.steps.answers import *  # noqa: F403
from tests.steps.audits import *  # noqa: F403
from tests.steps.authorities import *  # noqa: F403
from tests.steps.batches import *  # noqa: F403
from tests.steps.budget_years import *  # noqa: F403
from tests.steps.calls import *  # noqa: F403
from tests.steps.deadlines import *  # noqa: F403
from tests.steps.deciding_values import *  # noqa: F403
from tests.steps.determinations import *  # noqa: F403
from tests.steps.expenditures import *  # noqa: F403
from tests.steps.grants import *  # noqa: F403
from tests.steps.intake import *  # noqa: F403
from tests.steps.interest import *  # noqa: F403
from tests.steps.inventory import *  # noqa: F403
from tests.steps.ledger import *  # noqa: F403
from tests.steps.narratives import *  # noqa: F403
from tests.steps.notices import *  # noqa: F403
from tests.steps.openings import *  # noqa: F403
from tests.steps.personnel import *  # noqa: F403
from tests.steps.procedure import *  # noqa: F403
from tests.steps.procurements import *  # noqa: F403
from tests.steps.programme import *  # noqa: F403
from tests.steps.reallocations import *  # noqa: F403
from tests.steps.receipts import *  # noqa: F403
from tests.steps.reconciliations import *  # noqa: F403
from tests.steps.registers import *  # noqa: F403
from tests.steps.repayments import *  # noqa: F403
from tests.steps.reports import *  # noqa: F403
from tests.steps.retention import *  # noqa: F403
from tests.steps.rights import *  # noqa: F403
from tests.steps.rulepacks import *  # noqa: F403
from tests.steps.rules import *  # noqa: F403
from tests.steps.waivers import *  # noqa: F403

scenarios(".")

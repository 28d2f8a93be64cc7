"""The operator's commands of budget.

Commands on the terminal only write the outbox; they work beside a running server.
"""

from services.budget.cli.acting import OpenPorts, acting, user_id_of
from services.budget.cli.creditors import erase_creditor
from services.budget.cli.imports import import_file
from services.budget.cli.keys import rotate_data_key
from services.budget.cli.moving_out import move_out
from services.budget.cli.openings import release_opening
from services.budget.cli.people import PASSWORD_FILE, first_users, invite, token
from services.budget.cli.read_test import read_test

__all__ = [
    "PASSWORD_FILE",
    "OpenPorts",
    "acting",
    "erase_creditor",
    "first_users",
    "import_file",
    "invite",
    "move_out",
    "read_test",
    "release_opening",
    "rotate_data_key",
    "token",
    "user_id_of",
]

"""What stops a start, and what the first one of an embedded house brings with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from services.interpreter import shown_interpreter
from shared.settings import Settings

if TYPE_CHECKING:
    from services.budget.usecases.sample_users import SampleUser

NAMES: Final = ("budget", "reporting", "audit")


def check_start(settings: Settings, names: tuple[str, ...]) -> None:
    """Whatever forbids a start stops it here, in one line, before anything listens.

    The passwords of the embedded default are printed once, at the first start, which brings the
    sample with it where the whole house starts and `SAMPLE_DATA` allows it.
    """
    made: list[SampleUser]
    path: Path | None
    with_sample = names == NAMES and settings.sample_data and not settings.production
    if with_sample:
        made, path = _first_start_with_sample(settings)
    else:
        made, path = _first_start(settings, names)
    if made:
        from services.budget.usecases.sample_users import passwords_text

        click.echo(passwords_text(made))
        click.echo(f"Diese Angaben stehen auch in {path}.")
        click.echo(
            f"Zum Anfangen: http://{settings.host}:{settings.port}/budget/anmelden, zum Beispiel "
            "als „sachbearbeitung“; die Arbeitsliste zeigt, was wartet."
        )
        if with_sample:
            from services.sample.finance_list import FILE_NAME, to_try
            from services.sample.new_invoice import INVOICE_NAME

            if (settings.data_dir / INVOICE_NAME).exists():
                invoice = settings.data_dir / INVOICE_NAME
                click.echo(f"Zum Ablegen (Phase B, „Ausgabe erfassen“): {invoice}")
            if (settings.data_dir / FILE_NAME).exists():
                click.echo(to_try(settings.data_dir, shown_interpreter()))


def _first_start(
    settings: Settings, names: tuple[str, ...]
) -> tuple[list[SampleUser], Path | None]:
    from services import host

    house = host.build(settings, names)
    try:
        if "budget" not in names:
            return [], None
        from services.budget.cli.people import first_users

        return first_users(house.ports["budget"])
    finally:
        house.close()


def _first_start_with_sample(settings: Settings) -> tuple[list[SampleUser], Path]:
    from services.sample.first_start import prepare_watched

    made = prepare_watched(settings)
    return made.users, made.path

"""Scales of charts: round steps and short labels."""

from dataclasses import dataclass, replace

from services.reporting.documents import Chart, ValueType
from shared.money import MINUS

_UNITS = ((100_000_000, "Mio. EUR"), (100_000, "Tsd. EUR"), (100, "EUR"))
"""Cents per unit of the scale; the largest that leaves numbers of at least 1."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Range from ``low`` to ``high`` in raw values with a tick every ``step``."""

    low: int
    high: int
    step: int
    divisor: int
    unit: str

    def position(self, value: int) -> float:
        """Return where ``value`` lies between 0 (low) and 1 (high)."""
        return (value - self.low) / (self.high - self.low)

    def bare(self, values: list[int]) -> "Axis":
        """Return the axis cut to ``values`` and 0, for bars, which show no ticks."""
        low, high = min([0, *values]), max([0, *values])
        return replace(self, low=low, high=high) if high > low else self

    def ticks(self) -> range:
        """Return the values to label."""
        return range(self.low, self.high + 1, self.step)

    def label(self, value: int, decimals: int | None = None) -> str:
        """Return ``value`` in the unit of the axis with a comma, exact to the shown digits."""
        places = _decimals(self.step, self.divisor) if decimals is None else decimals
        scaled = (abs(value) * 10**places + self.divisor // 2) // self.divisor
        whole, rest = divmod(scaled, 10**places)
        sign = MINUS if value < 0 and scaled else ""
        tail = f",{rest:0{places}d}" if places else ""
        return f"{sign}{whole:,}".replace(",", ".") + tail

    def amount(self, value: int) -> str:
        """Return ``value`` as it stands at a bar: millions with two digits, all else with none."""
        return self.label(value, decimals=2 if self.divisor > 100_000 else 0)


def axis_for(values: list[int], value_type: ValueType, steps: int = 5) -> Axis:
    """Return the axis that holds ``values`` and 0 in about ``steps`` round steps."""
    low, high = min([0, *values]), max([0, *values])
    if low == high:
        high = 100 if value_type is ValueType.MONEY else 1
    divisor, unit = _unit(max(-low, high), value_type)
    step = _round_step((high - low) // steps or 1)
    first, last = low // step * step, -(-high // step) * step
    return Axis(first, last, step, divisor, unit)


def column_axis(chart: Chart) -> Axis:
    """The scale: its unit by the single amounts, its ends by what is stacked."""
    values = [value for one in chart.series for value in one.values if value is not None]
    heights = [
        sum(part)
        for stack in chart.stacks()
        for at in range(len(chart.categories))
        for part in _signs([one.values[at] or 0 for one in stack])
    ]
    return axis_for(values, chart.type).bare(heights)


def _signs(values: list[int]) -> tuple[list[int], list[int]]:
    """What stands above the line and what hangs below it."""
    return [one for one in values if one > 0], [one for one in values if one < 0]


def _unit(largest: int, value_type: ValueType) -> tuple[int, str]:
    if value_type is ValueType.PERCENT:
        return 100, "%"
    if value_type is not ValueType.MONEY:
        return 1, ""
    return next((one for one in _UNITS if largest >= one[0]), _UNITS[-1])


def _round_step(raw: int) -> int:
    """Return the next of 1, 2, 2.5, 5 times a power of ten."""
    power = 1
    while power * 10 <= raw:
        power *= 10
    for factor in (10, 20, 25, 50):
        if power * factor >= raw * 10 and power * factor % 10 == 0:
            return power * factor // 10
    return power * 10


def _decimals(step: int, divisor: int) -> int:
    places = 0
    while places < 2 and step * 10**places % divisor:
        places += 1
    return places

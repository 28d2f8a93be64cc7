"""Tests. A package, so that `tests.components` and `tests.driver` can never be someone else's."""

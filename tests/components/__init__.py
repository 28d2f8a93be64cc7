"""The real parts the tests run against: PostgreSQL, Kafka, Chromium, and all of it together.

Each module has a probe that says what is missing and how to get it, and a starter that ends
what it started. `tests/conftest.py` makes fixtures of them.
"""

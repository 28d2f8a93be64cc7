"""Strangers' formats become domain values here: e-invoices and exports of the finance system.

Nothing in this room decides or stores; it reads, says what it could not read, and never trusts a
byte of what it was given.
"""

"""The first impression: clearly marked sample data (Beispieldaten) of a fictional city.

Everything goes through the use cases, by the sample users, on the days of a made-up past, so that
log, stream and reports are real. `fill` is the only entry.
"""

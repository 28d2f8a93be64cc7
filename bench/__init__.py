"""Measurements, not tests: each claim of speed is one script, each figure has a floor beside it."""

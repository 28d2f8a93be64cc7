"""Checks a report without trusting who made it, and without this software or a network.

The modules here use the standard library and `cryptography` only (pyHanko for the seal, if it is
there) and nothing of ours: `archive.py` packs them into one file that a stranger can run and read.
"""

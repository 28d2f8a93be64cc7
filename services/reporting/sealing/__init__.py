"""Seals finished reports (PAdES): the only room that knows pyHanko, always in a process of its own.

pyHanko reads the whole object table of a file in Python: a process with a memory limit may fail
without taking the service along, and key material leaves memory with it.
"""

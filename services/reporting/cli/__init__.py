"""The operator's commands about reports, one module per reason to run them.

Nothing is imported here: whoever runs one command does not wait for the others.
"""

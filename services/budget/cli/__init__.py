"""The operator's commands of budget, one module per reason to run them.

Commands on the terminal only write the outbox; they work beside a running server. Nothing is
imported here: whoever runs one command does not wait for the others.
"""

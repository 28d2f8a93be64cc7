"""One function per use case: one transaction, with its events."""

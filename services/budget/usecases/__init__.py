"""What people do with grants: one function per use case, one transaction each, with its events."""

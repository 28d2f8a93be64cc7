"""What the audit service does: one function per act, one transaction each."""

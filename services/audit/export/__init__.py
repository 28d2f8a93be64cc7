"""The package an auditor takes away: everything needed to check it without us."""

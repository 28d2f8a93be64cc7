"""Pure rules of the log: hashes, proofs, notes, tiles, verdicts. No database, no clock, no HTTP."""

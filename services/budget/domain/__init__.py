"""The law as pure functions over frozen values: no database, no HTTP, no clock, no file."""

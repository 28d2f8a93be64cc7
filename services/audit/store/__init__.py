"""Tables of the log and every statement on them. Nothing outside this room knows a column."""

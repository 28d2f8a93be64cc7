"""What leaves budget for other programs to read: deadlines as a calendar, tables."""

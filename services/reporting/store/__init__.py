"""Tables and every select of the reporting service."""

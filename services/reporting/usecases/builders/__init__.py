"""From facts below a cut-off to the `Document` of each family of report types."""

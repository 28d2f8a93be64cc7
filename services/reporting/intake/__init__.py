"""What reporting reads of others outside the stream: the published tiles of the audit log."""

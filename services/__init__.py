"""Three services that share words (`contracts`), not code and not tables."""

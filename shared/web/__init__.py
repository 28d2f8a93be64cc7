"""What every page and every API of the house has in common."""

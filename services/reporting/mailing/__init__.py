"""Mail that leaves the house: links, never figures, never names."""

"""Plumbing without a business word: what two services need today and a third project could use."""

"""What a reviewer would have to remember, checked."""

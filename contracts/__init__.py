"""What the services promise each other: words and shapes, no code of ours below it."""

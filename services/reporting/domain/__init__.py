"""Facts to figures: pure sums over what events told, each figure with the ids it adds up."""

"""What do we tell whom, and can we prove it?"""

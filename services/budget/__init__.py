"""Is this cost allowed, and who said so?"""

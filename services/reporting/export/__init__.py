"""What leaves the house for the public: released public parts as open data."""

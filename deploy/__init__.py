"""What runs beside the services when they are deployed: proxy, databases, topics, secrets."""

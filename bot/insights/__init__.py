"""What Rolecall learns from its readers: votes on answers, and questions that it could not answer."""

"""The modals of `/hiring`: how they look, and what becomes of what people submit."""

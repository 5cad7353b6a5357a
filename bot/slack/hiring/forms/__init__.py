"""The modals of `/hiring`: building them, reading what people enter, and carrying out what they submit."""

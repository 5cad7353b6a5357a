"""Stand-ins that behave like the real thing; nothing here patches anything."""

"""What to say: an Intent and the knowledge base in, an Answer out."""

"""Fakes that behave like the real services, without patching; and helpers for the tests that use them."""

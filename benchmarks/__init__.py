"""Where the figures in docs/benchmarks.md come from. Loopback only, bounded in count and time."""

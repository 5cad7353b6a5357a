"""The programs behind the figures in docs/benchmarks.md. They use the loopback interface only."""

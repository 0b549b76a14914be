"""The order of stages, and whatever needs several: start, advance, decide, trace, verify."""

"""What benchmarks/load.py measures with."""

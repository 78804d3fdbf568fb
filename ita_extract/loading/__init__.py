"""An output folder -> a warehouse: DuckDB or PostgreSQL."""

"""Reports -> files: documents/<document_id>.json is the truth, every table is made from those."""

"""What the shared cases say is right, held against what was read: one outcome a file."""

"""The pages for people on this machine alone, which keep what is decided on them at once."""

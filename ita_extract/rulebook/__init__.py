"""What the anti-corruption commission (NACC) set for each fiscal year; each fact with its source and confidence."""

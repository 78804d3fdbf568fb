"""The parts of a report: cover, sections, recommendations, guidance."""

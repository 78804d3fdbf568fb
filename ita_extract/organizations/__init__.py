"""The name as written to the organisation: class, bare name, district, province, and a key that stays."""

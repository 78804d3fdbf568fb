"""Bytes to pages: glyphs, rules and pictures with their places, as the file gives them."""

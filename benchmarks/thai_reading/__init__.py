"""How Thai comes out of a PDF: several readers held against lines typed by eye."""

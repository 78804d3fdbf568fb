"""An output folder -> pages for people: what is doubtful, with the picture of the place where it stood."""

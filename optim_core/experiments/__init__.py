"""The experiments of the course notes, one file each: what is done, and what the notes report."""

"""Reading a lesson: its steps, its live blocks, its questions, and what the reader has done."""

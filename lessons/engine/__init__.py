"""Lessons as plain text: what reads them, checks them, and runs what they claim.

A lesson is Markdown with blocks in it; nothing in one is ever executed as code. This package
knows optim_core and nothing of Streamlit.
"""

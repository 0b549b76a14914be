"""Word files as XML: text with places, anchors, comments, watermark, cleaning.

Its modules load lxml and python-docx: import them inside the function that needs them.
"""

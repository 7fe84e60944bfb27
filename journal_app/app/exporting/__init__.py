"""Posts on their way out: pages, PDFs, folders, the clipboard."""

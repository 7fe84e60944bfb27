"""What of a stranger's may come into a page, and what it may cost: HTML, images, drawings, sheets."""

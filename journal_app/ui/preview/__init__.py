"""The preview: a sealed room that shows an article and tells what its reader does."""

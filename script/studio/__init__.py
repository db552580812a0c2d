"""Takes the pictures of articles and practices from the running practice room; script/figures runs it."""

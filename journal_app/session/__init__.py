"""What lives while the program runs: open posts, the index, the render child, recovery. QtCore only, no widget."""

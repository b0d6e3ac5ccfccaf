#!/usr/bin/env python3
"""build.py MCPGEN PROJECT: `mcpgen build` shows how far it is in one line, and leaves none of it behind."""

import sys

from terminal import Terminal

watched = Terminal(sys.argv[1], "build", sys.argv[2])
assert watched.exit_code() == 0, watched.said
again = "\r\x1b[K"
assert watched.said.count(again) > 1, watched.said
*progress, left = watched.said.split(again)
assert any("Configuring done" in line for line in progress), watched.said
assert all("\n" not in line for line in progress[1:-1] if line), watched.said
assert left.startswith("built "), watched.said

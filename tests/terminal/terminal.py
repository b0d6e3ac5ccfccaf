"""A program on a terminal of its own, and the person who sits at it."""

import os
import pty
import select
import time

PATIENCE = 240  # seconds, on a busy machine


class Terminal:
    def __init__(self, *words, folder="."):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execv(words[0], words)
        self.said = ""
        self.heard = 0
        self.end = time.monotonic() + PATIENCE

    def expect(self, text):
        """Waits until the program says so, after what was expected before."""
        while (at := self.said.find(text, self.heard)) < 0:
            assert self._read(), f"never said: {text}\nsaid:\n{self.said}"
        self.heard = at + len(text)

    def type(self, line):
        os.write(self.screen, (line + "\n").encode())

    def exit_code(self):
        while self._read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self):
        ready, _, _ = select.select([self.screen], [], [], max(0, self.end - time.monotonic()))
        assert ready, f"says nothing more; said:\n{self.said}"
        try:
            more = os.read(self.screen, 4096)
        except OSError:  # how Linux says that the program has gone
            more = b""
        self.said += more.decode(errors="replace")
        return more

#!/usr/bin/env python3
"""new.py MCPGEN SCRATCH: `mcpgen new` asks for what is missing, names the choices, and asks again after a wrong answer."""

import shutil
import sys
from pathlib import Path

from terminal import Terminal

mcpgen, scratch = sys.argv[1], Path(sys.argv[2])
shutil.rmtree(scratch, ignore_errors=True)
(scratch / "taken").mkdir(parents=True)
(scratch / "taken" / "file").touch()

person = Terminal(mcpgen, "new", folder=scratch)
person.expect("Folder [hello]: ")
person.type("my server")
person.expect("`my server` is no name for a server")
person.expect("Folder [hello]: ")
person.type("taken")
person.expect("`taken` is not empty")
person.expect("Folder [hello]: ")
person.type("")
person.expect("Authentication, one of none, api-key, jwt, oidc [none]: ")
person.type("jtw")
person.expect("no auth mode `jtw`")
person.expect("Authentication, one of")
person.type("jwt")
person.expect("Transports, some of http, rest, sse, stdio [http]: ")
person.type("http, htpp")
person.expect("no transport `htpp`")
person.expect("Transports, some of")
person.type(",")
person.expect("names no transport")
person.expect("Transports, some of")
person.type("stdio")
person.expect("`jwt` would do nothing")
person.expect("Transports, some of")
person.type("http, rest")
person.expect("mcpgen token keygen")
assert person.exit_code() == 0, person.said
manifest = (scratch / "hello" / "mcpgen.yaml").read_text()
assert "mode: jwt" in manifest and "transports: [http, rest]" in manifest, manifest

for option in ("--yes", "--no-input"):
    nobody = Terminal(mcpgen, "new", "quiet" + option, option, "--name", "quiet", folder=scratch)
    assert nobody.exit_code() == 0, nobody.said
    assert "Authentication" not in nobody.said, nobody.said

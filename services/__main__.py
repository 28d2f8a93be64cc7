"""`python -m services …`: the command line, which takes a second to load."""

from __future__ import annotations

import sys

from services.interruption import STATUS, interrupted

if __name__ == "__main__":
    try:
        from services.terminal import main
        from shared.german_terminal import speak_german

        speak_german()
        main(prog_name="python -m services")
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] in ("services", "shared"):
            raise
        sys.stderr.write(
            f"Es fehlt „{missing.name}“: Die Befehle laufen in der Umgebung, die „make setup“ "
            "anlegt, zum Beispiel „.venv/bin/python -m services --help“.\n"
        )
        sys.exit(1)
    except KeyboardInterrupt:  # while loading; what a running command says is in `Commands`
        sys.stderr.write(f"{interrupted()}\n")
        sys.exit(STATUS)

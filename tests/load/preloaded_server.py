"""A server to be killed: loads everything once, then forks the real server each time it is told to.

Reads ``start PORT`` from standard input and answers with the child's process id.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path


def main(folder: Path, database_url: str) -> None:
    from assistant.bootstrap import build, load_searcher
    from assistant.cli.server import make_server
    from assistant.dialogue.brain import Brain
    from assistant.services.phrases import Phrases
    from assistant.settings import PROJECT, Settings

    settings = Settings(database_url=database_url, data=folder, secret_key="a key for tests", sample_data=True)
    searcher = load_searcher(settings)
    brain = Brain(settings, Phrases.load(PROJECT / "domain.yml"))
    print("ready", threading.active_count(), flush=True)
    for line in sys.stdin:
        port = int(line.split()[1])
        child = os.fork()
        if child == 0:
            server = make_server(settings, build(settings, searcher), brain)
            server.run(host="127.0.0.1", port=port, access_log=False, motd=False)
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

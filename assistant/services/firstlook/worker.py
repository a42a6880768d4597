"""The process that looks: takes papers on its standard input, says what it saw on its standard output, one at a time.

It yields to everything else on the machine, and may not take more memory than a picture within the limits needs: whatever a file does
to the libraries that open it, it does here.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
from typing import BinaryIO

MEMORY = 3 * 1024**3
NICE = 5
HEAD = struct.Struct(">II")  # lengths of the media type and of the content


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is not an answer
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    from assistant.services.firstlook.seeing import Sight

    sight = Sight()
    while head := sys.stdin.buffer.read(HEAD.size):
        media_type, content = _take(sys.stdin.buffer, head)
        try:
            answer = sight.see(content, media_type)
        except Exception as error:  # of the file, not of ours: the next one is looked at all the same
            answer = {"error": type(error).__name__}
        answers.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        answers.flush()


def _take(source: BinaryIO, head: bytes) -> tuple[str, bytes]:
    kind, size = HEAD.unpack(head)
    return source.read(kind).decode(), source.read(size)


if __name__ == "__main__":
    main()

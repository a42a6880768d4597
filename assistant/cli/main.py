"""The ``assistant`` command."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys

from assistant.errors import AssistantError, SettingsError

COMMANDS = ("serve", "train", "chat", "parse", "knowledge", "desk", "transcripts", "nlu")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; a fault that has a name is told in one line each, without a traceback."""
    _quiet()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="assistant", description="The insurer's customer-service assistant.")
    subparsers = parser.add_subparsers(dest="command", required=True)
    # the command asked for alone: some load TensorFlow, which takes seconds
    for name in arguments[:1] if arguments[:1] and arguments[0] in COMMANDS else COMMANDS:
        importlib.import_module(f"assistant.cli.{name}").register(subparsers)
    options = parser.parse_args(arguments)
    try:
        return int(options.func(options) or 0)
    except SettingsError as error:
        print("\n".join(f"setting: {fault}" for fault in error.faults), file=sys.stderr)
    except AssistantError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    return 1


def _quiet() -> None:
    """Keep libraries' chatter off the terminal; ``serve`` sets up its own logging."""
    import os
    import warnings

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # read by TensorFlow's C++ part, which Rasa imports
    if not sys.warnoptions:
        # Rasa 3.6 and what it pins warn dozens of times at each start; Sanic sets filters of its own, so no filter would do
        warnings.showwarning = lambda *args, **kwargs: None
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


if __name__ == "__main__":
    sys.exit(main())

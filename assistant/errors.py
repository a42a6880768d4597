"""The exception tree.

AssistantError
├── SettingsError      settings that cannot work; carries every fault found
├── CustomerError      something the customer can put right; shown as the response ``utter_error_<code>``
├── AccessError        who is asking may not do this
│   ├── LoginError     name or password is wrong, or the account is locked
│   └── RoleError      the role of who is asking may not do this
│   ├── RoleError      they are known, but it is for others to do
│   └── LoginError     name or password is wrong, or the account is locked
│   └── NotYoursError  the conversation is not this agent's, or no longer
├── StateError         a step that the matter's state does not allow
├── NotFoundError      a row that must be there is not
├── StorageError       the database does not answer; nothing was stored
└── ExternalError      another system failed; ``permanent`` says that trying again is useless
    └── PolicySourceDown   the insurer's policy system cannot be asked now
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of everything this package raises on purpose."""


class SettingsError(AssistantError):
    """Settings that cannot work."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class CustomerError(AssistantError):
    """Something the customer can put right, told as the response ``utter_error_<code>``."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


class AccessError(AssistantError):
    """Who is asking may not do this."""


class RoleError(AccessError):
    """Who is asking is known, but their role may not do this."""


class LoginError(AccessError):
    """Name or password is wrong, or the account is locked."""


class NotYoursError(AccessError):
    """The conversation is not this agent's, or no longer."""


class StateError(AssistantError):
    """A step that the matter's state does not allow; ``code`` names the words that tell it, ``utter_error_<code>``."""

    def __init__(self, message: str, *, code: str = "taken") -> None:
        super().__init__(message)
        self.code = code


class NotFoundError(AssistantError):
    """A row that must be there is not."""


class StorageError(AssistantError):
    """The database does not answer; nothing was stored."""


class ExternalError(AssistantError):
    """Another system failed."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class PolicySourceDown(ExternalError):
    """The insurer's policy system cannot be asked now: what it would tell is unknown, not absent."""

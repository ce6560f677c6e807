"""What messages go out by."""

from typing import Literal

Channel = Literal["email", "sms"]

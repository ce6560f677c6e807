"""What an offer shows beside its prices: photos and files, each named by the hash of its bytes."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from services.quotes.domain.errors import InvalidOffer
from shared.upload import UploadKind

Stage = Literal["before", "after"]

MAX_ATTACHMENTS = 30


@dataclass(frozen=True, slots=True)
class Shows:
    """What a photo shows of a holiday design: the property before or after, all of it or the zone of that name."""

    stage: Stage
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """One photo or file as a version of an estimate shows it. Only photos have a width and a height, or show a design."""

    id: str
    kind: UploadKind
    content_type: str
    caption: str
    sha256: str
    size: int
    width: int | None = None
    height: int | None = None
    shows: Shows | None = None


def check_attached(attached: Sequence[Attached]) -> None:
    """Refuses too many, and the same one twice."""
    if len(attached) > MAX_ATTACHMENTS:
        raise InvalidOffer(
            f"There are {len(attached)} attachments; at most {MAX_ATTACHMENTS} fit.", field="attachments"
        )
    if len({one.id for one in attached}) < len(attached):
        raise InvalidOffer("The same attachment is there twice.", field="attachments")


def written(attached: Sequence[Attached]) -> list[dict[str, Any]]:
    """`attached` as documents hold it, save what each shows of a design."""
    return [{name: getattr(one, name) for name in _WRITTEN} for one in attached]


def mockups_written(attached: Sequence[Attached]) -> list[dict[str, str]]:
    """What those of `attached` show that show a design. Apart from them, for releases that know of none."""
    return [{"attachment": one.id, "stage": one.shows.stage, "zone": one.shows.zone} for one in attached if one.shows]


def read(entries: Sequence[dict[str, Any]], mockups: Sequence[dict[str, Any]] = ()) -> tuple[Attached, ...]:
    """What `written` and `mockups_written` wrote."""
    shows = {mockup["attachment"]: Shows(mockup["stage"], mockup["zone"]) for mockup in mockups}
    return tuple(Attached(**entry, shows=shows.get(entry["id"])) for entry in entries)


_WRITTEN = [field.name for field in fields(Attached) if field.name != "shows"]

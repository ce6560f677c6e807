"""Photos and files as pages are given them."""

from dataclasses import replace

from services.portal.pages.attachment_views import AttachmentGroup, AttachmentItem, Shown

ROOF: Shown = {
    "id": "0198f000-0000-7000-8000-0000000000a1",
    "kind": "photo",
    "content_type": "image/jpeg",
    "caption": "The roof today <b>",
    "size": 412_000,
    "width": 2400,
    "height": 1600,
}
WALL: Shown = {**ROOF, "id": "0198f000-0000-7000-8000-0000000000a2", "caption": "", "width": 1600, "height": 2400}
INSURANCE: Shown = {
    "id": "0198f000-0000-7000-8000-0000000000a3",
    "kind": "file",
    "content_type": "application/pdf",
    "caption": "Certificate of insurance",
    "size": 1_260_000,
    "width": None,
    "height": None,
}
SHOWN = [ROOF, WALL, INSURANCE]


def _item(shown: Shown, position: int, base: str, *, visible: bool) -> AttachmentItem:
    return AttachmentItem(
        id=shown["id"],
        url=f"{base}/{shown['id']}",
        is_photo=shown["kind"] == "photo",
        caption=shown["caption"],
        visible=visible,
        position=position,
        size=shown["size"],
        width=shown["width"],
        height=shown["height"],
        first=position == 1,
        last=position == len(SHOWN),
    )


def group(base: str | None, name: str = "attachments") -> AttachmentGroup:
    items = [
        _item(shown, place, base or "/office/estimates/1", visible=place != 2) for place, shown in enumerate(SHOWN, 1)
    ]
    return AttachmentGroup(id=name, title="Photos and files", about="Part of the offer.", items=items, action=base)


def designed(those: AttachmentGroup) -> AttachmentGroup:
    """The same of a holiday proposal, one of them a picture of a zone."""
    first, *others = those.items
    return replace(those, items=[replace(first, stage="after", zone="Roof line"), *others], zones=("Roof line", "Door"))


def fixed(those: AttachmentGroup) -> AttachmentGroup:
    """The same once the offer has been accepted."""
    items = [replace(item, fixed=item.visible) for item in those.items]
    return replace(those, items=items, can_be_shown=False)


EMPTY = AttachmentGroup(id="job-attachments", title="Photos of the work", about="How it went.", items=())

"""Fetch the few third-party browser files, pinned: the portal's into services/portal/static/vendor, the tests' into theirs.

Run it by hand after changing a version or an icon below (it needs npm), and commit what it writes. Nothing at run time
fetches anything: the files it leaves are the ones that are served, or tested with. VENDORED.json says where each came
from.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "services" / "portal" / "static" / "vendor"
TEST_VENDOR = ROOT / "tests" / "browser" / "vendor"
ICONS = (
    "arrow-left",
    "arrow-right",
    "bell",
    "briefcase",
    "calendar",
    "check",
    "chevron-down",
    "circle-alert",
    "circle-check",
    "clock",
    "copy",
    "credit-card",
    "download",
    "external-link",
    "file-text",
    "house",
    "inbox",
    "info",
    "landmark",
    "lightbulb",
    "link",
    "log-out",
    "mail",
    "map-pin",
    "message-square",
    "phone",
    "printer",
    "receipt-text",
    "smartphone",
    "star",
    "triangle-alert",
    "user",
)


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package at one version, and the licence it is expected to carry."""

    name: str
    version: str
    licence: str


SIGNATURE_PAD = Package("signature_pad", "5.1.4", "MIT")
LUCIDE = Package("lucide-static", "1.62.0", "ISC")
AXE = Package("axe-core", "4.14.1", "MPL-2.0")


def fetch(package: Package, folder: Path) -> Path:
    """Unpack the package below `folder`; raises `SystemExit` when its licence is not the expected one."""
    spec = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), spec]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - every word of it is written above
    unpacked = folder / package.name
    with tarfile.open(folder / f"{package.name}-{package.version}.tgz") as archive:
        archive.extractall(unpacked, filter="data")
    described = json.loads((unpacked / "package" / "package.json").read_text("utf-8"))
    if described["license"] != package.licence:
        sys.exit(f"{spec} is now under {described['license']}, not {package.licence}: decide before vendoring it.")
    return unpacked / "package"


def sprite(icons: Path) -> str:
    """One SVG holding every icon as a `<symbol>` that takes the colour of the text around it."""
    symbols = "\n".join(_symbol(name, (icons / f"{name}.svg").read_text("utf-8")) for name in ICONS)
    licence = f"<!-- {LUCIDE.name} {LUCIDE.version}, {LUCIDE.licence}; see LICENSE.{LUCIDE.name}.txt -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{licence}\n{symbols}\n</svg>\n'


def _symbol(name: str, svg: str) -> str:
    found = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if found is None:
        sys.exit(f"The icon {name} is not an SVG.")
    shapes = "".join(line.strip() for line in found[1].splitlines())
    stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {stroke}>{shapes}</symbol>'


def without_source_map(script: str) -> str:
    """The script without the reference to a map that is not served."""
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", script)


def record(package: Package, file: Path, text: str, licence_text: str) -> dict[str, str]:
    """Write one file and its licence beside it; the answer is its line in VENDORED.json."""
    licence_file = f"LICENSE.{package.name}.txt"
    file.write_text(text, "utf-8")
    file.with_name(licence_file).write_text(licence_text, "utf-8")
    return {
        "file": file.name,
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "licence_file": licence_file,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }


def main() -> None:
    """Fill the vendor folders anew."""
    for folder in (VENDOR, TEST_VENDOR):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pad = fetch(SIGNATURE_PAD, Path(scratch))
        lucide = fetch(LUCIDE, Path(scratch))
        axe = fetch(AXE, Path(scratch))
        script = without_source_map((pad / "dist" / "signature_pad.min.js").read_text("utf-8"))
        written = [
            record(SIGNATURE_PAD, VENDOR / "signature_pad.js", script, (pad / "LICENSE").read_text("utf-8")),
            record(LUCIDE, VENDOR / "icons.svg", sprite(lucide / "icons"), (lucide / "LICENSE").read_text("utf-8")),
        ]
        script, licence = (axe / "axe.min.js").read_text("utf-8"), (axe / "LICENSE").read_text("utf-8")
        tested_with = [record(AXE, TEST_VENDOR / "axe.js", script, licence)]
    for folder, lines in ((VENDOR, written), (TEST_VENDOR, tested_with)):
        (folder / "VENDORED.json").write_text(json.dumps(lines, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

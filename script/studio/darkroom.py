"""Makes files of what was photographed: WebP in two sizes, named by what they show, and JPEG for other sites."""

import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from PIL import Image

from script.studio.walking import SCALE, Part

GAP = 16 * SCALE  # pixels between the moments of one picture
DIGITS = 8  # kb.project.settings knows by them that a file never changes
CARD = (1200, 630)  # what other sites show of a link
CARD_COLOURS = ((11, 79, 77), (16, 106, 100))  # top left and bottom right
CARD_MARGIN = 46


def develop(parts: Sequence[Part], folder: Path, name: str) -> dict[str, str | int]:
    """Write the picture made of `parts` below `folder`, unless it is there; what the manifest says of it."""
    light, dark = (_together(parts, theme) for theme in ("light", "dark"))
    return {
        "light": _write(light, folder, name),
        "dark": _write(dark, folder, name),
        "width": light.width // SCALE,
        "height": light.height // SCALE,
    }


def card(parts: Sequence[Part], folder: Path, name: str) -> str:
    """The same for a link on another site: the picture in the middle of a plain card; its name below `folder`."""
    shown = _together(parts[:1], "light")
    sheet = _gradient()
    room = (CARD[0] - 2 * CARD_MARGIN, CARD[1] - CARD_MARGIN)
    scale = min(room[0] / shown.width, room[1] / shown.height, 1.0)
    if shown.height > shown.width:  # a phone: as wide as it is readable, and cut by the card's edge
        scale = min(560 / shown.width, 1.0)
    shown = shown.resize((round(shown.width * scale), round(shown.height * scale)), Image.Resampling.LANCZOS)
    top = max(CARD_MARGIN, (CARD[1] - shown.height) // 2)
    sheet.paste(shown, ((CARD[0] - shown.width) // 2, top), shown)
    named = f"{name}-{_digest(sheet)}"
    _save(sheet, folder / f"{named}.jpg", quality=84, optimize=True)
    return named


def _together(parts: Sequence[Part], theme: str) -> Image.Image:
    images = [_faded(Image.open(io.BytesIO(getattr(part, theme))).convert("RGBA"), part.fade) for part in parts]
    # Even, so that the half of it has whole pixels.
    size = (max(each.width for each in images), sum(each.height for each in images) + GAP * (len(images) - 1))
    sheet = Image.new("RGBA", (size[0] // SCALE * SCALE, size[1] // SCALE * SCALE), (0, 0, 0, 0))
    top = 0
    for each in images:
        sheet.paste(each, (0, top))
        top += each.height + GAP
    return sheet


def _faded(image: Image.Image, fade: int) -> Image.Image:
    if not fade:
        return image
    alpha = image.getchannel("A")
    edge = Image.linear_gradient("L").rotate(180).resize((image.width, fade))
    whole = Image.new("L", image.size, 255)
    whole.paste(edge, (0, image.height - fade))
    image.putalpha(Image.composite(alpha, Image.new("L", image.size, 0), whole))
    return image


def _write(image: Image.Image, folder: Path, name: str) -> str:
    """In 256 colors and without loss: screens are flat, and that is sharper than half as much again with loss."""
    named = f"{name}-{_digest(image)}"
    small = image.resize((image.width // SCALE, image.height // SCALE), Image.Resampling.LANCZOS)
    for each, kind in ((image, "@2x"), (small, "")):
        flat = each.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        _save(flat.convert("RGBA"), folder / f"{named}{kind}.webp", lossless=True, method=4)
    return named


def _save(image: Image.Image, path: Path, **options: object) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        image.save(path, **options)


def _digest(image: Image.Image) -> str:
    return sha256(repr(image.size).encode() + image.tobytes()).hexdigest()[:DIGITS]


def _gradient() -> Image.Image:
    (one, other) = CARD_COLOURS
    mask = Image.linear_gradient("L").resize(CARD)
    return Image.composite(Image.new("RGB", CARD, other), Image.new("RGB", CARD, one), mask)

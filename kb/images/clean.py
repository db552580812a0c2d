"""An uploaded file becomes an image of ours: decoded, checked, and re-encoded without what else it carried."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 8_000_000
MOST_PIXELS = 25_000_000
WIDEST = 1600  # pixels; wider ones are made smaller
HIGHEST = 16_383  # WebP knows no more
SUFFIXES = {"PNG": {".png"}, "JPEG": {".jpg", ".jpeg"}, "WEBP": {".webp"}, "GIF": {".gif"}}
REASONS = {
    "too-many-bytes": _("The file is larger than 8 MB."),
    "svg": _("SVG is not accepted, because it can hold scripts. Save it as PNG."),
    "no-image": _("This image cannot be read. Send a PNG, JPEG, WebP or GIF file."),
    "too-many-pixels": _("The image has more than 25 million pixels."),
    "too-high": _("The image is too tall. Cut it into several."),
    "animated": _("Animated images are not accepted. Upload one picture for each step."),
    "wrong-name": _("The file’s name does not match its content."),
    "not-ours": _(
        "This is not a WebP image in the form that this site keeps. Upload it in the admin; save_content then writes it here."
    ),
}


class Refused(ValueError):
    """The file is not taken; `code` is a key of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = REASONS[code]


@dataclass(frozen=True)
class Cleaned:
    """A WebP image."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()[:16]


def clean(content: bytes, name: str) -> Cleaned:
    """`content` as WebP. `name` is what the uploader calls it. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused("too-many-bytes")
    if b"<svg" in content[:2000].lower():
        raise Refused("svg")
    out = BytesIO()
    image, is_drawn = _decoded(content, name)
    image.save(out, "WEBP", lossless=is_drawn, quality=86, method=4)
    return Cleaned(out.getvalue(), image.width, image.height)


def recognise(content: bytes) -> Cleaned:
    """`content`, to be kept as it is: it has to be what `clean` makes. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused("too-many-bytes")
    with _read(content) as opened:
        _check(opened, f"picture.{(opened.format or '').lower()}")
        opened.load()
        if opened.format != "WEBP" or opened.width > WIDEST or {"exif", "xmp", "icc_profile"} & opened.info.keys():
            raise Refused("not-ours")
        return Cleaned(content, opened.width, opened.height)


def _decoded(content: bytes, name: str) -> tuple[Image.Image, bool]:
    """The pixels alone, and whether they were drawn (screens, which are kept exactly) and not photographed."""
    with _read(content) as opened:
        _check(opened, name)
        pixels = ImageOps.exif_transpose(opened)
    plain = pixels.convert("RGBA" if pixels.has_transparency_data else "RGB")
    if plain.width > WIDEST:
        plain = plain.resize((WIDEST, max(1, round(plain.height * WIDEST / plain.width))), Image.Resampling.LANCZOS)
    if plain.height > HIGHEST:
        raise Refused("too-high")
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare, opened.format != "JPEG"


@contextmanager
def _read(content: bytes) -> Iterator[Image.Image]:
    """The image, opened. Whatever is wrong with it, also when it is decoded later, is Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield Image.open(BytesIO(content), formats=list(SUFFIXES))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too-many-pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise error if isinstance(error, Refused) else Refused("no-image") from None


def _check(opened: Image.Image, name: str) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise Refused("too-many-pixels")
    if getattr(opened, "n_frames", 1) > 1:
        raise Refused("animated")
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES[opened.format or ""]:
        raise Refused("wrong-name")

"""Pictures the project draws itself: a head and shoulders in ruled pen lines, after the plates."""

import hashlib
import io
import math

from PIL import Image as Canvas
from PIL import ImageDraw

WIDTH, HEIGHT = 960, 1200
STEP = 13
# Drawn larger and shrunk, so that the edges of the pen are smooth.
SCALE = 2
# Ground and pen of the six sugar papers in site/static/css/tokens.css.
PAPERS = (
    ("#ccdae2", "#1c3d5a"),
    ("#d4dcc8", "#2f4a2b"),
    ("#ecdcb5", "#5a4210"),
    ("#e6c8b6", "#6d2c1e"),
    ("#d9d2dd", "#47335c"),
    ("#d3d7d8", "#2b3a4e"),
)


def portrait_of(name: str) -> bytes:
    """A PNG of a drawn head and shoulders; the same name always gives the same picture."""
    digest = hashlib.sha256(name.encode()).digest()
    ground, pen = PAPERS[digest[0] % len(PAPERS)]
    canvas = Canvas.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
    draw = ImageDraw.Draw(canvas)
    lean, wander = (digest[1] % 9 - 4) / 100, 4 + digest[2] % 8
    for y in range(-STEP * 6, HEIGHT + STEP * 6, STEP):
        _line(draw, y, lean, wander, digest, pen)
    canvas = canvas.resize((WIDTH, HEIGHT), Canvas.Resampling.LANCZOS)
    file = io.BytesIO()
    canvas.save(file, "PNG", optimize=True)
    return file.getvalue()


def _line(draw, y: int, lean: float, wander: int, digest: bytes, pen: str) -> None:
    """One ruled line, thin on the ground and thick where it crosses the figure."""
    phase = digest[3] / 40
    previous = None
    for x in range(0, WIDTH + 3, 3):
        height = y + x * lean + wander * math.sin(x / (90 + digest[4] % 60) + phase)
        point = (x * SCALE, height * SCALE)
        if previous:
            width = round((1.6 + _shade(x, height, digest) * 6) * SCALE)
            draw.line([previous, point], fill=pen, width=width)
        previous = point


def _shade(x: float, y: float, digest: bytes) -> float:
    """How dark the figure is at a point: 0 outside; hair darkest, then shoulders, then face."""
    centre, width = WIDTH / 2 + (digest[5] % 60 - 30), 178 + digest[6] % 26
    head = ((x - centre) / width) ** 2 + ((y - 490) / 245) ** 2
    hair = ((x - centre) / (width + 22 + digest[9] % 40)) ** 2 + (
        (y - (430 - digest[7] % 40)) / (240 + digest[10] % 90)
    ) ** 2
    neck = abs(x - centre) < 78 and 640 < y < 880
    shoulders = y > 800 and ((x - centre) / 410) ** 2 + ((y - 1240) / 410) ** 2 < 1
    if head < 1 and y > 420 - digest[8] % 80 + (x - centre) * (digest[11] % 60 - 30) / 120:
        return 0.28 + 0.25 * max(0.0, (x - centre) / width)
    if hair < 1:
        return 1.0
    if neck:
        return 0.45
    return 0.75 if shoulders else 0.0

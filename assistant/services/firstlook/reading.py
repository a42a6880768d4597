"""Read the words off a picture, whichever way up it lies, on one core."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

SETTINGS = {
    "Global.log_level": "error",
    "Det.limit_type": "max",
    "Det.limit_side_len": 960,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
TALL = 1.5  # times as high as wide: a line that stands on its end
EDGE = 0.004  # of the picture's side: a line that comes so close to it runs over it


class Reader:
    """The engine with its models, loaded once a process."""

    def __init__(self) -> None:
        self._engine = RapidOCR(params=SETTINGS)

    def read(self, image: Image.Image) -> dict[str, Any]:
        """Return the lines from the top as ``[text, score]``, how far the picture lies turned, how many lines run over its edge."""
        pixels = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        prepared, record = self._engine.preprocess_img(pixels)
        found, facing, words, _ = self._engine.run_ocr_steps(prepared, record)
        if found.boxes is None or words.txts is None or facing.cls_res is None:
            return {"lines": [], "turned": 0, "over_edge": 0}
        boxes = np.asarray(found.boxes, dtype=np.float32)
        turned = _turned(boxes, [label for label, _ in facing.cls_res])
        order = _reading_order(boxes, turned)
        lines = [[words.txts[i], float(words.scores[i])] for i in order if words.txts[i].strip()]
        return {"lines": lines, "turned": turned, "over_edge": _over_edge(boxes, prepared.shape[:2])}


def _turned(boxes: NDArray[np.float32], facing: list[str]) -> int:
    """Return by how many degrees, clockwise, the picture was turned from upright, as most of its lines have it."""
    heights = np.linalg.norm(boxes[:, 3] - boxes[:, 0], axis=1)
    widths = np.linalg.norm(boxes[:, 1] - boxes[:, 0], axis=1)
    long = np.maximum(widths, heights)
    on_end = float(long[heights >= TALL * widths].sum()) * 2 > float(long.sum())
    over = sum(length for length, label in zip(long, facing) if label == "180") * 2 > float(long.sum())
    if on_end:
        return 270 if over else 90
    return 180 if over else 0


def _reading_order(boxes: NDArray[np.float32], turned: int) -> list[int]:
    """Return the lines' places from top to bottom as the upright paper has them."""
    centres = boxes.mean(axis=1)
    down = {0: centres[:, 1], 90: -centres[:, 0], 180: -centres[:, 1], 270: centres[:, 0]}[turned]
    return [int(i) for i in np.argsort(down, kind="stable")]


def _over_edge(boxes: NDArray[np.float32], shape: tuple[int, ...]) -> int:
    height, width = shape
    left, top = boxes[:, :, 0].min(axis=1), boxes[:, :, 1].min(axis=1)
    right, bottom = boxes[:, :, 0].max(axis=1), boxes[:, :, 1].max(axis=1)
    x, y = EDGE * width, EDGE * height
    touching = (left <= x) | (right >= width - 1 - x) | (top <= y) | (bottom >= height - 1 - y)
    return int(touching.sum())

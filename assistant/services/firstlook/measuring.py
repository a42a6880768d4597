"""Measures of a picture: brightness, spread, sharpness."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

LONGEST = 1000  # pixels: measures of pictures of any size are made comparable at this one
DARKEST, BRIGHTEST = 2, 95  # percentiles


def measure(image: Image.Image) -> dict[str, float]:
    """Return how bright the brightest twentieth is, how far brightness spreads, and the variance of the Laplacian.

    The latter is taken after the picture was stretched to full contrast: a dark picture is not called blurred, nor a faint one.
    """
    small = image.convert("L")
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    gray = np.asarray(small, dtype=np.float32)
    low, high = (float(value) for value in np.percentile(gray, (DARKEST, BRIGHTEST)))
    stretched = np.clip((gray - low) * (255.0 / max(high - low, 16.0)), 0, 255)
    calm = cv2.GaussianBlur(stretched, (3, 3), 0)  # a sensor's noise is no edge
    return {
        "brightness": high,
        "spread": float(gray.std()),
        "sharpness": float(cv2.Laplacian(calm, cv2.CV_32F).var()),
    }

"""Contact sheets."""
import numpy as np
from PIL import Image


def contact_sheet(pictures, columns, scale=1, gap=2):
    """8-bit pictures [count, height, width, 3] laid out in rows on dark grey."""
    count, height, width, _ = pictures.shape
    rows = -(-count // columns)
    sheet = np.full((rows * (height + gap) + gap, columns * (width + gap) + gap, 3), 38, np.uint8)
    for index, picture in enumerate(pictures):
        top, left = gap + index // columns * (height + gap), gap + index % columns * (width + gap)
        sheet[top:top + height, left:left + width] = picture
    image = Image.fromarray(sheet)
    return image.resize((image.width * scale, image.height * scale), Image.BICUBIC) if scale > 1 else image

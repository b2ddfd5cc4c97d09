"""Contact sheets."""
import numpy as np
from PIL import Image, ImageDraw


def contact_sheet(pictures, columns, scale=1, gap=2, first=None):
    """8-bit pictures [count, height, width, 3] laid out in rows on dark grey; numbered from `first` on, if it is given."""
    count, height, width, _ = pictures.shape
    rows = -(-count // columns)
    sheet = np.full((rows * (height + gap) + gap, columns * (width + gap) + gap, 3), 38, np.uint8)
    for index, picture in enumerate(pictures):
        top, left = gap + index // columns * (height + gap), gap + index % columns * (width + gap)
        sheet[top:top + height, left:left + width] = picture
    image = Image.fromarray(sheet)
    image = image.resize((image.width * scale, image.height * scale), Image.BICUBIC) if scale > 1 else image
    if first is not None:
        for index in range(count):
            left, top = gap + index % columns * (width + gap), gap + index // columns * (height + gap)
            ImageDraw.Draw(image).text((left * scale + 2, top * scale), str(first + index), fill=(255, 255, 0))
    return image


def cut(sheet, count, columns, size, gap=2):
    """The pictures [count, size, size, 3] of an unscaled contact sheet of square pictures."""
    places = [(gap + index // columns * (size + gap), gap + index % columns * (size + gap)) for index in range(count)]
    return np.stack([sheet[top:top + size, left:left + size] for top, left in places])

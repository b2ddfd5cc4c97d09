"""A scene as numbers: what the renderer is told, drawn from the values of a picture and a seed.

Lengths are in units of about the height of a bottle; y points up, the table is y = 0, the camera looks along +z.
Colours are linear RGB.
"""

import numpy as np

from .world import ATTRIBUTES, NAMES

# Columns of the table of scenes.
(SUBJECT, WIDTH, HEIGHT, TURN_COS, TURN_SIN, DISTANCE, CAMERA_Y, SHIFT_X, SHIFT_Y, WALL_Z, MATERIAL, SURFACE, DIRECTION,
 HARD, KEY, AMBIENT, SHADOW_K, EXPOSURE, PHASE, GRAIN) = range(20)
OBJECT, WALL, LIGHT, TABLE, SUN, TINT = (20 + 3 * i for i in range(6))
#: The part of the whole picture that is drawn: left, top, width and height as shares of it.
WINDOW = 38
COLUMNS = 42
WHOLE = (0, 0, 1, 1)

OBJECT_COLOURS = np.array([
    (0.72, 0.04, 0.04), (0.90, 0.30, 0.03), (0.92, 0.72, 0.05), (0.07, 0.42, 0.10), (0.05, 0.55, 0.52),
    (0.04, 0.13, 0.62), (0.30, 0.06, 0.50), (0.90, 0.26, 0.46), (0.85, 0.85, 0.83), (0.025, 0.025, 0.028),
])
WALL_COLOURS = np.array([(0.5, 0.5, 0.5), (0.72, 0.54, 0.34), (0.20, 0.42, 0.78), (0.22, 0.56, 0.30), (0.87, 0.38, 0.48)])
LIGHT_COLOURS = np.array([(1.0, 0.98, 0.95), (1.20, 0.78, 0.42), (0.60, 0.86, 1.32)])
TABLE_COLOURS = np.array([(0.75, 0.75, 0.74), (0.42, 0.23, 0.11), (0.03, 0.03, 0.033), (0.42, 0.41, 0.39)])
LIGHT_VECTORS = np.array([(0, 0.62, -1), (-1, 0.6, -0.3), (1, 0.6, -0.3), (0, 1, -0.12), (0, 0.62, 1)])

CENTRED, LEFT, RIGHT, CLOSE, WIDE = range(5)
MUG, VASE, BOTTLE = 5, 3, 4


def draw_labels(count, seed):
    """Values of `count` pictures by the priors of the world, as uint8 [count, attributes]."""
    random = np.random.default_rng(seed)
    labels = np.zeros((count, len(ATTRIBUTES)), np.uint8)
    for column, attribute in enumerate(ATTRIBUTES):
        priors = np.array([value.prior for value in attribute.values], float)
        labels[:, column] = random.choice(len(priors), count, p=priors / priors.sum())
    return make_visible(labels)


def make_visible(labels):
    """A black object before a dark wall cannot be seen: the wall becomes medium."""
    black = labels[:, NAMES.index("colour")] == 9
    brightness = NAMES.index("background-brightness")
    labels[black & (labels[:, brightness] == 0), brightness] = 1
    return labels


#: The share of parts among the pictures.
WINDOWS = 0.2


def draw_windows(count, seed, share=WINDOWS):
    """Windows [count, 4] on the pictures: the whole, and in `share` of them a square part of 0.3 to 0.75."""
    random = np.random.default_rng((seed, 2))
    side = np.where(random.random(count) < share, random.uniform(0.3, 0.75, count), 1)
    left, top = random.random((2, count)) * (1 - side)
    return np.stack([left, top, side, side], 1).astype(np.float32)


#: What differs between twins, and how often.
RELIT = {"background-brightness": 0.45, "light-temperature": 0.2, "light-direction": 0.25, "light-quality": 0.1}


def draw_twins(labels, seed):
    """Labels of the same scenes with one thing about light or wall brightness changed, and the attribute that changed."""
    random = np.random.default_rng((seed, 3))
    changed = np.array([NAMES.index(name) for name in RELIT])[random.choice(len(RELIT), len(labels), p=list(RELIT.values()))]
    twins = labels.copy()
    for row, column in enumerate(changed):
        size = len(ATTRIBUTES[column].values)
        twins[row, column] = (labels[row, column] + random.integers(1, size)) % size
    return make_visible(twins), changed.astype(np.uint8)


def draw_scenes(labels, seed, windows=None):
    """Scenes for labelled pictures, float32 [count, COLUMNS]; scene i depends on `seed`, i and its labels only.

    Scenes of equal seed and number differ only in what their labels say, so that a picture can be taken again in
    another light.
    """
    scenes = np.array([_scene(row, np.random.default_rng((seed, i))) for i, row in enumerate(labels)], np.float32).reshape(-1, COLUMNS)
    scenes[:, WINDOW:WINDOW + 4] = WHOLE if windows is None else windows
    return scenes


def _scene(row, random):
    subject, colour, material, wall_colour, brightness, direction, quality, temperature, framing, surface = map(int, row)
    uniform = random.uniform
    scene = np.zeros(COLUMNS)
    scene[SUBJECT], scene[MATERIAL], scene[SURFACE], scene[DIRECTION], scene[HARD] = subject, material, surface, direction, quality
    scene[WIDTH] = uniform(0.88, 1.12) if subject in (VASE, BOTTLE) else 1
    scene[HEIGHT] = uniform(0.8, 1.0) if subject == VASE else uniform(1.0, 1.12)
    turn = _turn(subject, random)
    scene[TURN_COS], scene[TURN_SIN] = np.cos(turn), np.sin(turn)
    _frame(scene, framing, random)
    scene[WALL_Z] = uniform(1.3, 1.7)
    scene[PHASE], scene[GRAIN] = uniform(0, 50), uniform(0.8, 1.25)
    hard = quality == 1
    scene[KEY] = uniform(1.6, 1.9) if hard else uniform(0.75, 0.9)
    ambient = uniform(0.16, 0.24) if hard else uniform(0.46, 0.58)
    scene[AMBIENT] = ambient * (1.1 if direction == 0 else 0.85)
    scene[SHADOW_K] = uniform(28, 40) if hard else uniform(3, 4.5)
    scene[EXPOSURE] = uniform(0.95, 1.08)
    scene[OBJECT:OBJECT + 3] = np.clip(OBJECT_COLOURS[colour] * uniform(0.85, 1.15) + random.normal(0, 0.012, 3), 0.01, 0.95)
    scene[WALL:WALL + 3] = _wall(wall_colour, brightness, random)
    light = LIGHT_COLOURS[temperature] * (1 + random.normal(0, 0.02, 3))
    scene[LIGHT:LIGHT + 3] = light
    scene[TINT:TINT + 3] = 0.45 + 0.55 * light
    scene[TABLE:TABLE + 3] = TABLE_COLOURS[surface] * uniform(0.92, 1.08)
    scene[SUN:SUN + 3] = _sun(direction, random)
    return scene


def _turn(subject, random):
    """The handle of a mug stays in sight: to the right, or to the left."""
    if subject == MUG:
        return random.uniform(-0.5, 0.5) + (np.pi if random.random() < 0.5 else 0)
    return random.uniform(0, 2 * np.pi)


def _frame(scene, framing, random):
    ranges = {CLOSE: (1.5, 1.72), WIDE: (3.9, 4.7)}
    low, high = ranges.get(framing, (2.3, 2.7))
    scene[DISTANCE] = random.uniform(low, high)
    scene[CAMERA_Y] = 0.45 + scene[DISTANCE] * random.uniform(0.17, 0.25)
    side = {LEFT: -1, RIGHT: 1}.get(framing, 0)
    scene[SHIFT_X] = side * random.uniform(0.38, 0.5) if side else random.uniform(-0.07, 0.07)
    scene[SHIFT_Y] = random.uniform(-0.15, -0.03)


def _wall(colour, brightness, random):
    low, high, lift = ((0.07, 0.13, 0), (0.5, 0.7, 0), (1.3, 1.5, 0.08))[brightness]
    return np.clip(WALL_COLOURS[colour] * random.uniform(low, high) + lift, 0, 0.95)


def _sun(direction, random):
    vector = LIGHT_VECTORS[direction] + random.normal(0, 0.08, 3)
    if direction == 4:
        vector[0] += random.choice((-0.35, 0.35))
    vector[1] = max(vector[1], 0.35)
    return vector / np.linalg.norm(vector)

"""A scene as numbers: what the renderer is told, drawn from the values of a picture and a seed.

Lengths are in units of about the height of a bottle; y points up, the table is y = 0, the camera looks along +z.
Colours are linear RGB.
"""

import numpy as np

from .world import ATTRIBUTES, NAMES

# Columns of the table of scenes.
(SUBJECT, WIDTH, HEIGHT, TURN_COS, TURN_SIN, DISTANCE, CAMERA_Y, SHIFT_X, SHIFT_Y, WALL_Z, MATERIAL, SURFACE, DIRECTION,
 HARD, KEY, AMBIENT, SHADOW_K, EXPOSURE, PHASE, GRAIN, FORM, STRETCH_XZ, STRETCH_Y, WALL_KIND, WALL_SCALE, WALL_DEPTH) = range(26)
OBJECT, WALL, LIGHT, TABLE, SUN, TINT = (26 + 3 * i for i in range(6))
#: The part of the whole picture that is drawn: left, top, width and height as shares of it.
WINDOW = 44
COLUMNS = 48
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
SPHERE, CUBE, CONE, VASE, BOTTLE, MUG, BOWL, PEAR = range(8)
#: How much wider and higher than drawn in shapes.py an object can be; spheres stay round, cubes nearly cubes.
STRETCHES = {SPHERE: ((0.86, 1.08), None), CUBE: ((0.88, 1.08), (0.95, 1.06)), CONE: ((0.85, 1.12), (0.86, 1.12)),
             MUG: ((0.88, 1.14), (0.86, 1.16)), BOWL: ((0.88, 1.12), (0.85, 1.2)), PEAR: ((0.88, 1.08), (0.88, 1.05))}
#: Walls are plain, mottled like painted canvas, shaded from top to bottom, or boarded.
PLAIN, MOTTLED, SHADED, BOARDED = range(4)


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


def draw_windows(count, seed, share=0.2):
    """Windows [count, 4] on the pictures: the whole, and in `share` of them a square part of 0.3 to 0.75."""
    random = np.random.default_rng((seed, 2))
    side = np.where(random.random(count) < share, random.uniform(0.3, 0.75, count), 1)
    left, top = (random.random((2, count)) * (1 - side))
    return np.stack([left, top, side, side], 1).astype(np.float32)


def draw_twins(labels, seed):
    """Labels of the same scenes with one thing about light or wall brightness changed, and the attribute that changed."""
    random = np.random.default_rng((seed, 3))
    changing = [NAMES.index(name) for name in RELIT]
    changed = np.array(changing)[random.choice(len(changing), len(labels), p=list(RELIT.values()))]
    twins = labels.copy()
    for row, column in enumerate(changed):
        size = len(ATTRIBUTES[column].values)
        twins[row, column] = (labels[row, column] + random.integers(1, size)) % size
    return make_visible(twins), changed.astype(np.uint8)


#: What differs between twins, and how often.
RELIT = {"background-brightness": 0.45, "light-temperature": 0.2, "light-direction": 0.25, "light-quality": 0.1}


def draw_scenes(labels, seed, windows=None):
    """Scenes for labelled pictures, float32 [count, COLUMNS]; scene i depends on `seed`, i and its labels only.

    Scenes of equal seed and number differ only in what their labels say, so that a picture can be taken again in
    another light.
    """
    scenes = np.stack([_scene(row, np.random.default_rng((seed, i))) for i, row in enumerate(labels)]).astype(np.float32)
    scenes[:, WINDOW:WINDOW + 4] = WHOLE if windows is None else windows
    return scenes


def _scene(row, random):
    subject, colour, material, wall_colour, brightness, direction, quality, temperature, framing, surface = map(int, row)
    uniform = random.uniform
    scene = np.zeros(COLUMNS)
    scene[SUBJECT], scene[MATERIAL], scene[SURFACE], scene[DIRECTION], scene[HARD] = subject, material, surface, direction, quality
    _shape(scene, subject, random)
    turn = _turn(subject, random)
    scene[TURN_COS], scene[TURN_SIN] = np.cos(turn), np.sin(turn)
    _frame(scene, framing, random)
    scene[WALL_Z] = uniform(1.2, 2.1)
    scene[PHASE], scene[GRAIN] = uniform(0, 50), uniform(0.7, 1.5)
    scene[WALL_KIND] = random.choice(4, p=(0.3, 0.3, 0.2, 0.2))
    scene[WALL_SCALE], scene[WALL_DEPTH] = uniform(1.2, 3.5), uniform(0.5, 1)
    hard = quality == 1
    scene[KEY] = uniform(1.75, 2.05) if hard else uniform(0.72, 0.86)
    ambient = uniform(0.11, 0.18) if hard else uniform(0.48, 0.60)
    scene[AMBIENT] = ambient * (1.1 if direction == 0 else 0.85)
    scene[SHADOW_K] = uniform(30, 42) if hard else uniform(2.6, 3.8)
    scene[EXPOSURE] = uniform(0.94, 1.08)
    scene[OBJECT:OBJECT + 3] = np.clip(OBJECT_COLOURS[colour] * uniform(0.85, 1.15) + random.normal(0, 0.012, 3), 0.01, 0.95)
    scene[WALL:WALL + 3] = _wall(wall_colour, brightness, random)
    light = LIGHT_COLOURS[temperature] * (1 + random.normal(0, 0.02, 3))
    scene[LIGHT:LIGHT + 3] = light
    scene[TINT:TINT + 3] = 0.45 + 0.55 * light
    scene[TABLE:TABLE + 3] = TABLE_COLOURS[surface] * uniform(0.92, 1.08)
    scene[SUN:SUN + 3] = _sun(direction, random)
    return scene


def _shape(scene, subject, random):
    """Proportions: no two bottles are alike."""
    uniform = random.uniform
    scene[FORM] = uniform(-1, 1)
    wide, high = STRETCHES.get(subject, ((1, 1), (1, 1)))
    scene[STRETCH_XZ] = uniform(*wide)
    scene[STRETCH_Y] = uniform(*high) if high else scene[STRETCH_XZ]
    scene[WIDTH] = uniform(0.84, 1.16) if subject in (VASE, BOTTLE) else 1
    scene[HEIGHT] = uniform(0.74, 1.02) if subject == VASE else uniform(0.94, 1.13)


def _turn(subject, random):
    """The handle of a mug stays in sight: to the right, or to the left."""
    if subject == MUG:
        return random.uniform(-0.5, 0.5) + (np.pi if random.random() < 0.5 else 0)
    return random.uniform(0, 2 * np.pi)


def _frame(scene, framing, random):
    ranges = {CLOSE: (1.48, 1.72), WIDE: (3.9, 4.8)}
    low, high = ranges.get(framing, (2.15, 2.85))
    scene[DISTANCE] = random.uniform(low, high)
    scene[CAMERA_Y] = 0.45 + scene[DISTANCE] * random.uniform(0.10, 0.34)
    side = {LEFT: -1, RIGHT: 1}.get(framing, 0)
    scene[SHIFT_X] = side * random.uniform(0.38, 0.5) if side else random.uniform(-0.13, 0.13)
    scene[SHIFT_Y] = random.uniform(-0.2, 0.02)


def _wall(colour, brightness, random):
    low, high, lift = ((0.07, 0.13, 0), (0.5, 0.7, 0), (1.3, 1.5, 0.08))[brightness]
    return np.clip(WALL_COLOURS[colour] * random.uniform(low, high) + lift, 0, 0.95)


def _sun(direction, random):
    vector = LIGHT_VECTORS[direction] + random.normal(0, 0.08, 3)
    aside, up = random.uniform(-1, 1), random.uniform(-0.15, 0.35)
    if direction == 0:
        vector[0] += 0.3 * aside
    elif direction == 4:
        vector[0] += np.sign(aside) * 0.35
    elif direction < 3:
        vector[2] += 0.25 * aside
    vector[1] = max(vector[1] + up, 0.35)
    return vector / np.linalg.norm(vector)

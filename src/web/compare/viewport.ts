/** What all panes of the compare view show: one part of the picture at one scale. */
export interface Viewport {
  /** CSS pixels per pixel of the first picture; null fits it into the pane. */
  readonly zoom: number | null;
  /** The point of the picture in the middle of the pane, as fractions of its sides. */
  readonly x: number;
  readonly y: number;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A place in a pane, in CSS pixels from its top left corner. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

export interface Frame extends Place, Extent {
  readonly scale: number;
}

export const wholePicture: Viewport = { zoom: null, x: 0.5, y: 0.5 };

export const greatestZoom = 8;
const smallestZoom = 0.02;

/** The scale at which the whole picture is seen with a little air around it. */
export const fittingScale = (picture: Extent, pane: Extent): number =>
  Math.min((0.96 * pane.width) / picture.width, (0.96 * pane.height) / picture.height);

/** Where the picture lies in the pane. It never leaves a gap on one side while it is hidden on the other. */
export function frameOf({ zoom, x, y }: Viewport, picture: Extent, pane: Extent): Frame {
  const scale = zoom ?? fittingScale(picture, pane);
  const width = picture.width * scale;
  const height = picture.height * scale;
  return {
    scale,
    width,
    height,
    left: pane.width / 2 - held(x, width, pane.width) * width,
    top: pane.height / 2 - held(y, height, pane.height) * height,
  };
}

/** The centre as near to what was wished as the edges allow; a side that fits stays in the middle. */
function held(wished: number, length: number, pane: number): number {
  const margin = pane / 2 / length;
  return margin >= 0.5 ? 0.5 : Math.min(1 - margin, Math.max(margin, wished));
}

/** Zooms by a factor so that what is under the pointer stays under it; up to 800 %, or as far as it takes to fit. */
export function zoomAt(view: Viewport, factor: number, at: Place, picture: Extent, pane: Extent): Viewport {
  const frame = frameOf(view, picture, pane);
  const fitting = fittingScale(picture, pane);
  const zoom = Math.min(
    Math.max(greatestZoom, fitting),
    Math.max(Math.min(smallestZoom, fitting), frame.scale * factor),
  );
  const under = { x: (at.left - frame.left) / frame.width, y: (at.top - frame.top) / frame.height };
  return settled(
    {
      zoom,
      x: under.x + (pane.width / 2 - at.left) / (picture.width * zoom),
      y: under.y + (pane.height / 2 - at.top) / (picture.height * zoom),
    },
    picture,
    pane,
  );
}

/** Moves the picture with the hand, in CSS pixels. */
export function panBy(view: Viewport, by: Place, picture: Extent, pane: Extent): Viewport {
  const { width, height, scale } = frameOf(view, picture, pane);
  return settled({ zoom: scale, x: view.x - by.left / width, y: view.y - by.top / height }, picture, pane);
}

/** Kept inside the edges, so that dragging back moves at once. */
function settled(view: Viewport, picture: Extent, pane: Extent): Viewport {
  const scale = view.zoom ?? fittingScale(picture, pane);
  return {
    zoom: view.zoom,
    x: held(view.x, picture.width * scale, pane.width),
    y: held(view.y, picture.height * scale, pane.height),
  };
}

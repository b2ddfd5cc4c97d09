/** One stroke of the mask brush, in fractions of the picture's width and height. */
export interface Stroke {
  readonly erases: boolean;
  /** Of the picture's width. */
  readonly width: number;
  readonly points: readonly (readonly [number, number])[];
}

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws the strokes afresh over whatever was there. */
export function paint(context: Context, strokes: readonly Stroke[], colour: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = colour;
  for (const stroke of strokes) {
    context.globalCompositeOperation = stroke.erases ? "destination-out" : "source-over";
    context.lineWidth = stroke.width * width;
    context.beginPath();
    for (const [x, y] of stroke.points) context.lineTo(x * width, y * height);
    const [first] = stroke.points;
    // A dot is a line to itself.
    if (first && stroke.points.length === 1) context.lineTo(first[0] * width + 0.01, first[1] * height);
    context.stroke();
  }
  context.globalCompositeOperation = "source-over";
}

/** The mask as PNG: white where it may change, black where everything is kept. */
export function maskFile(strokes: readonly Stroke[], size: { width: number; height: number }): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw a mask.");
  paint(context, strokes, "#fff");
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#000";
  context.fillRect(0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: "image/png" });
}

export interface Point {
  x: number;
  y: number;
}

export type Stroke = readonly Point[];

/** Height of the picture that is read, pixels: about the writing of a page at 200 dpi, several times enlarged. */
const PICTURE_HEIGHT = 300;
const PAPER = '#ffffff';
const INK = '#111111';

/** Draws strokes of a pad into a canvas of its size. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], scale = 1): void {
  const { width, height } = context.canvas;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
  context.strokeStyle = INK;
  context.lineWidth = 5 * scale;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x * scale, first.y * scale);
    for (const { x, y } of rest) context.lineTo(x * scale, y * scale);
    // A dot is a stroke too.
    if (rest.length === 0) context.lineTo(first.x * scale + 0.1, first.y * scale);
    context.stroke();
  }
}

/** The drawing as a PNG of the pad's proportions. */
export async function pngOf(strokes: readonly Stroke[], width: number, height: number): Promise<Blob> {
  const scale = PICTURE_HEIGHT / height;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = PICTURE_HEIGHT;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser draws no canvas');
  drawStrokes(context, strokes, scale);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
  });
}

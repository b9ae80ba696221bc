import type { Point } from '@longhand/core';

export type Stroke = readonly Point[];

/** Height of the writing in the picture that is read, pixels: as on a page at 200 dpi. */
const WRITING_PX = 64;
const PEN_PX = 5;
const MARGIN_PX = 70;
const PAPER = '#ffffff';
const INK = '#111111';

interface Place {
  scale: number;
  left: number;
  top: number;
  penPx: number;
}

/** Draws the strokes as they stand on the pad. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[], scale = 1): void {
  drawAt(context, strokes, { scale, left: 0, top: 0, penPx: 5 * scale });
}

/**
 * The drawing as a PNG in the size of ordinary writing with paper round it, wherever and however
 * large it was drawn.
 */
export async function pngOf(strokes: readonly Stroke[]): Promise<Blob> {
  const { x, y, width, height } = boundsOf(strokes);
  // A dash or a dot is not blown up to the height of a letter.
  const scale = Math.min(1, WRITING_PX / Math.max(height, 40));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(Math.max(width * scale, 2 * WRITING_PX) + 2 * MARGIN_PX);
  canvas.height = WRITING_PX + 2 * MARGIN_PX;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser draws no canvas');
  const top = (canvas.height - height * scale) / 2 - y * scale;
  drawAt(context, strokes, { scale, left: MARGIN_PX - x * scale, top, penPx: PEN_PX });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
  });
}

/** The rectangle that holds all points. */
export function boundsOf(strokes: readonly Stroke[]): { x: number; y: number; width: number; height: number } {
  const points = strokes.flat();
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function drawAt(context: CanvasRenderingContext2D, strokes: readonly Stroke[], place: Place): void {
  const { scale, left, top, penPx } = place;
  context.fillStyle = PAPER;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.strokeStyle = INK;
  context.lineWidth = penPx;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x * scale + left, first.y * scale + top);
    for (const { x, y } of rest) context.lineTo(x * scale + left, y * scale + top);
    // A dot is a stroke too.
    if (rest.length === 0) context.lineTo(first.x * scale + left + 0.1, first.y * scale + top);
    context.stroke();
  }
}

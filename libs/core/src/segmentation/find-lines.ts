import { type Blob, partRows } from './blob.js';
import { densityMap } from './density-map.js';
import { type LineTrace, smoothTrace, traceAt, traceLines } from './trace-lines.js';

/** The ink of one line of writing and its course: `middleAt(x)` is the height of the crest of its ink density, in pixels of the cleaned page. */
export interface InkLine {
  blobs: Blob[];
  middleAt(x: number): number;
}

/**
 * Lines of writing, from top to bottom: the crests of the ink density, smoothed more along the line than across, and the blobs nearest to
 * each. A blob that reaches over two lines (a long tail that touches the next line) is parted between them. `textHeightPx` is the page's usual
 * height of a piece of writing.
 */
export function findLines(
  blobs: readonly Blob[],
  page: { width: number; height: number },
  textHeightPx: number,
): InkLine[] {
  if (blobs.length === 0) return [];
  const cell = Math.max(1, Math.round(textHeightPx / 10));
  const height = textHeightPx / cell;
  const map = densityMap(blobs, page, cell, {
    across: Math.max(1, Math.round(height * 1.2)),
    down: Math.max(1, Math.round(height * 0.28)),
  });
  const traces = traceLines(map, height * 5, height * 0.5).map((t) => smoothTrace(t, Math.round(height * 3)));
  const lines = traces.map((trace) => ({ trace, blobs: [] as Blob[] }));
  const leftOver: Blob[] = [];
  for (const blob of blobs) assign(blob, lines, cell, textHeightPx, leftOver);
  const found: InkLine[] = lines
    .filter((line) => line.blobs.some((b) => b.height >= textHeightPx * 0.3))
    .map(({ trace, blobs: own }) => ({
      blobs: own,
      middleAt: (x: number) => (traceAt(trace, x / cell - 0.5) + 0.5) * cell,
    }));
  return inReadingOrder(found, textHeightPx);
}

function assign(
  blob: Blob,
  lines: { trace: LineTrace; blobs: Blob[] }[],
  cell: number,
  textHeightPx: number,
  leftOver: Blob[],
): void {
  const slack = (textHeightPx * 3) / cell;
  const near = lines.filter(
    ({ trace }) =>
      (blob.x + blob.width) / cell >= trace.from - slack && blob.x / cell <= trace.from + trace.ys.length + slack,
  );
  const heightOf = ({ trace }: { trace: LineTrace }, x: number): number =>
    (traceAt(trace, x / cell - 0.5) + 0.5) * cell;
  const centre = blob.x + blob.width / 2;
  const crossed = near.filter((line) => {
    const y = heightOf(line, centre);
    return y >= blob.y + textHeightPx * 0.1 && y <= blob.y + blob.height - textHeightPx * 0.1;
  });
  if (crossed.length >= 2) {
    const parts = crossed.map((line) => ({ line, triples: 0 }));
    const order: number[] = [];
    const pieces = partRows(blob, (x, y) => {
      let best = 0;
      parts.forEach(({ line }, i) => {
        if (Math.abs(heightOf(line, x) - y) < Math.abs(heightOf(parts[best].line, x) - y)) best = i;
      });
      if (!order.includes(best)) order.push(best);
      return best;
    });
    order.sort((a, b) => a - b);
    for (const [i, side] of order.entries()) crossed[side].blobs.push(pieces[i]);
    return;
  }
  const middle = blob.y + blob.height / 2;
  let best: (typeof lines)[number] | undefined;
  let bestDistance = textHeightPx * 1.3;
  for (const line of near) {
    const distance = Math.abs(heightOf(line, centre) - middle);
    if (distance < bestDistance) {
      best = line;
      bestDistance = distance;
    }
  }
  if (best) best.blobs.push(blob);
  else leftOver.push(blob);
}

/** From top to bottom; stretches of writing at about one height from left to right. */
function inReadingOrder(lines: InkLine[], textHeightPx: number): InkLine[] {
  const placed = lines.map((line) => {
    const left = Math.min(...line.blobs.map((b) => b.x));
    const right = Math.max(...line.blobs.map((b) => b.x + b.width));
    return { line, left, y: line.middleAt((left + right) / 2) };
  });
  placed.sort((a, b) => a.y - b.y);
  const rows: (typeof placed)[] = [];
  for (const item of placed) {
    const row = rows[rows.length - 1];
    if (row && item.y - row[0].y < 0.4 * textHeightPx) row.push(item);
    else rows.push([item]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.left - b.left).map((item) => item.line));
}

import type { TickBox } from '../imaging/ticks/find-tick-boxes.js';
import type { InkLine } from './ink-line.js';
import type { LineMeasure } from './measure-line.js';
import { segmentationSettings } from './segmentation-settings.js';

const { signPlace } = segmentationSettings;

export interface SignedLines<Line> {
  /** The boxes of each line, from left to right. */
  ofLines: Map<Line, TickBox[]>;
  /** Boxes without any writing near them, row by row. */
  rows: TickBox[][];
}

/** Assigns each tick box to its line of writing. */
export function placeSigns<Line extends { line: InkLine; measure: LineMeasure }>(
  boxes: readonly TickBox[],
  lines: readonly Line[],
): SignedLines<Line> {
  const ofLines = new Map<Line, TickBox[]>();
  const rows: TickBox[][] = [];
  for (const one of boxes.toSorted((a, b) => a.box.y - b.box.y)) {
    const { x, y, width, height } = one.box;
    const away = ({ line: { blobs } }: Line): number =>
      Math.min(...blobs.map((blob) => Math.max(0, blob.x - x - width, x - blob.x - blob.width)));
    const [home] = lines
      .map((line) => ({ line, away: away(line) }))
      .filter((own) => own.away <= signPlace.maxAway * width && asideOf(own.line, one) <= signPlace.maxAside * height)
      .toSorted((a, b) => a.away - b.away);
    const row = rows.find(([first]) => Math.abs(first.box.y - y) <= signPlace.maxAside * height);
    if (home) ofLines.set(home.line, [...(ofLines.get(home.line) ?? []), one]);
    else if (row) row.push(one);
    else rows.push([one]);
  }
  for (const own of [...ofLines.values(), ...rows]) own.sort((a, b) => a.box.x - b.box.x);
  return { ofLines, rows };
}

function asideOf({ measure }: { measure: LineMeasure }, { box }: TickBox): number {
  const middle = measure.baselineAt(box.x + box.width / 2) - measure.xHeightPx / 2;
  return Math.abs(middle - box.y - box.height / 2);
}

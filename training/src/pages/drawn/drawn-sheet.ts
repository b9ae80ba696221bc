import type { Box, GrayImage } from '@longhand/core';
import type { Random } from '../../basics/random.js';
import { CoverageCanvas } from '../../render/ink/coverage.js';
import { type DrawnHand, placeText } from '../../render/ink/place-text.js';

/** Where a text begins on a sheet: left end of its baseline, pixels; `isUpwards` runs up the page. */
export interface DrawnPlace {
  x: number;
  y: number;
  emPx: number;
  isUpwards?: boolean;
}

/** A white sheet that is drawn on; noise comes with `scan`. */
export class DrawnSheet {
  readonly #canvas: CoverageCanvas;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#canvas = new CoverageCanvas(width, height);
  }

  /** Writes a text and gives the box of its ink. */
  write(text: string, { x, y, emPx, isUpwards = false }: DrawnPlace, hand: DrawnHand, random: Random): Box {
    const placed = placeText(text, hand, random);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [i, polygon] of placed.polygons.entries()) {
      const points = new Float32Array(polygon.length);
      for (let k = 0; k < points.length; k += 2) {
        const along = (polygon[k] - placed.left) * emPx;
        const down = polygon[k + 1] * emPx;
        points[k] = isUpwards ? x + down : x + along;
        points[k + 1] = isUpwards ? y - along : y + down;
        [left, right] = [Math.min(left, points[k]), Math.max(right, points[k])];
        [top, bottom] = [Math.min(top, points[k + 1]), Math.max(bottom, points[k + 1])];
      }
      this.#canvas.addPolygon(points, placed.strengths[i]);
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  }

  /** A straight stroke. */
  stroke([fromX, fromY]: readonly number[], [toX, toY]: readonly number[], thickness: number): void {
    const length = Math.hypot(toX - fromX, toY - fromY) || 1;
    const [dx, dy] = [((toX - fromX) / length) * (thickness / 2), ((toY - fromY) / length) * (thickness / 2)];
    const corners = [fromX - dy, fromY + dx, toX - dy, toY + dx, toX + dy, toY - dx, fromX + dy, fromY - dx];
    this.#canvas.addPolygon(Float32Array.from(corners));
  }

  /** The outline of a rectangle. */
  frame({ x, y, width, height }: Box, thickness: number): void {
    const [right, bottom] = [x + width, y + height];
    this.stroke([x, y], [right, y], thickness);
    this.stroke([right, y], [right, bottom], thickness);
    this.stroke([right, bottom], [x, bottom], thickness);
    this.stroke([x, bottom], [x, y], thickness);
  }

  /** The sheet as a scanner sees it: ink on paper of an even tone, with a little noise. */
  scan(random: Random): GrayImage {
    const [ink, paper, noise] = [random.between(20, 90), random.between(215, 250), random.between(1, 5)];
    const data = Uint8Array.from(this.#canvas.coverage(), (share) =>
      Math.max(
        0,
        Math.min(255, Math.round(paper - (paper - ink) * Math.min(1, Math.abs(share)) + noise * random.normal())),
      ),
    );
    return { width: this.width, height: this.height, data };
  }
}

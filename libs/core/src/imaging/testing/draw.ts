import { seededRandom } from '../../seeded-random.js';
import type { BinaryImage, GrayImage } from '../gray-image.js';

/** A white page, or one of the given level. */
export function blankPage(width: number, height: number, level = 255): GrayImage {
  return { width, height, data: new Uint8Array(width * height).fill(level) };
}

/** Fills a rectangle; what lies outside the page is left out. */
export function fillRect(
  page: GrayImage,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  level = 0,
): void {
  const right = Math.min(page.width, x + width);
  for (let row = Math.max(0, y); row < Math.min(page.height, y + height); row++) {
    page.data.fill(level, row * page.width + Math.max(0, x), row * page.width + right);
  }
}

/** A straight pen stroke with round ends. */
export function drawStroke(
  page: GrayImage,
  from: [number, number],
  to: [number, number],
  { thickness, level = 0 }: { thickness: number; level?: number },
): void {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) * 2) + 1;
  const radius = thickness / 2;
  for (let i = 0; i <= steps; i++) {
    const cx = from[0] + ((to[0] - from[0]) * i) / steps;
    const cy = from[1] + ((to[1] - from[1]) * i) / steps;
    for (let y = Math.floor(cy - radius); y <= cy + radius; y++) {
      for (let x = Math.floor(cx - radius); x <= cx + radius; x++) {
        const isInside = (x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2 <= radius * radius;
        if (isInside && x >= 0 && y >= 0 && x < page.width && y < page.height) page.data[y * page.width + x] = level;
      }
    }
  }
}

/** An upright ring (an o or a 0) within the given box. */
export function drawRing(
  page: GrayImage,
  box: { x: number; y: number; width: number; height: number },
  thickness: number,
): void {
  const [rx, ry] = [(box.width - thickness) / 2, (box.height - thickness) / 2];
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const at = (i: number): [number, number] => [
    cx + rx * Math.cos((i * Math.PI) / 24),
    cy + ry * Math.sin((i * Math.PI) / 24),
  ];
  for (let i = 0; i < 48; i++) drawStroke(page, at(i), at(i + 1), { thickness });
}

/** The ink of a drawing: darker than the middle grey. */
export function inkOf({ width, height, data }: GrayImage): BinaryImage {
  return { width, height, data: data.map((level) => (level < 128 ? 1 : 0)) };
}

/** A binary picture from rows of text, "#" for ink. */
export function picture(...rows: string[]): BinaryImage {
  return {
    width: rows[0].length,
    height: rows.length,
    data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)),
  };
}

/** The rows of text of a binary picture. */
export function rowsOf({ width, height, data }: BinaryImage): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (v) => (v ? '#' : '.')).join(''),
  );
}

/** A page of noise. */
export function noisePage(width: number, height: number, seed: number): GrayImage {
  const random = seededRandom(seed);
  return { width, height, data: Uint8Array.from({ length: width * height }, () => Math.floor(random() * 256)) };
}

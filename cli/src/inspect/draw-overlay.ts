import type { Box, PageLayout, Point, RecognisedPage } from '@longhand/core';

/** What to draw of one page, all in pixels of its picture. */
export interface OverlayPage {
  layout: PageLayout;
  /** Outline of a photographed sheet. */
  sheet?: readonly Point[];
  read: RecognisedPage;
}

export interface OverlayOptions {
  /** Base64 of the page's JPEG, to stand under the drawing; left out, the drawing is on nothing. */
  jpegBase64?: string;
}

/**
 * The page as SVG: the sheet's outline, lines with their number in reading order and their
 * baseline, words filled from red (unsure) over yellow to green (sure), and an arrow from each line
 * to the next. Shows no text, only where it stands.
 */
export function drawOverlay({ layout, sheet, read }: OverlayPage, { jpegBase64 }: OverlayOptions = {}): string {
  const { widthPx, heightPx } = layout;
  const pen = Math.max(1, Math.round(Math.max(widthPx, heightPx) / 900));
  const parts: string[] = [];
  if (jpegBase64) {
    parts.push(`<image width="${widthPx}" height="${heightPx}" href="data:image/jpeg;base64,${jpegBase64}"/>`);
  }
  if (sheet) parts.push(`<polygon points="${pointList(sheet)}" fill="none" stroke="#c0f" stroke-width="${3 * pen}"/>`);
  for (const { words } of read.lines) {
    for (const { box, confidence } of words) {
      parts.push(rectangle(box, `fill="${confidenceColour(confidence)}" fill-opacity="0.3"`));
    }
  }
  layout.lines.forEach((line, index) => {
    const [from, to] = line.baseline;
    parts.push(
      rectangle(line.box, `fill="none" stroke="#06c" stroke-width="${pen}"`),
      `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="#d00" stroke-width="${pen}"/>`,
    );
    for (const word of line.words) {
      parts.push(rectangle(word.box, `fill="none" stroke="#080" stroke-width="${pen}" stroke-dasharray="${4 * pen}"`));
    }
    const size = Math.max(12 * pen, Math.round(line.xHeightPx));
    const x = Math.max(0, line.box.x - 1.5 * size);
    parts.push(
      `<text x="${x}" y="${from.y}" font-size="${size}" font-family="sans-serif" fill="#06c">${index + 1}</text>`,
    );
    const next = layout.lines[index + 1];
    if (next) parts.push(arrow(startOf(line.box), startOf(next.box), pen));
  });
  const size = `width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${parts.join('\n')}\n</svg>\n`;
}

/** From red at 0.5 and below over yellow to green at 1. */
export function confidenceColour(confidence: number): string {
  const share = Math.max(0, Math.min(1, (confidence - 0.5) * 2));
  return `hsl(${Math.round(120 * share)}, 90%, 45%)`;
}

function rectangle({ x, y, width, height }: Box, style: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;
}

const startOf = ({ x, y, height }: Box): Point => ({ x, y: y + height / 2 });
const pointList = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

function arrow(from: Point, to: Point, pen: number): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const barb = (turn: number) =>
    `L${(to.x - 9 * pen * Math.cos(angle + turn)).toFixed(1)} ${(to.y - 9 * pen * Math.sin(angle + turn)).toFixed(1)}`;
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}${barb(0.4)}M${to.x} ${to.y}${barb(-0.4)}`;
  return `<path d="${path}" fill="none" stroke="#f80" stroke-width="${pen}"/>`;
}

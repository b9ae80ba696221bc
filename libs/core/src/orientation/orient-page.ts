import type { CleanPage } from '../imaging/clean-page.js';
import type { GrayImage } from '../imaging/gray-image.js';
import { turnGray } from '../imaging/turn-gray.js';
import type { QuarterTurn } from '../page/turn-box.js';
import type { StripScores } from '../recognition/ctc/line-scores.js';
import { otherScripts, type ScriptEvidence } from '../recognition/scripts/other-scripts.js';
import type { LineStrip } from '../segmentation/draw-strip.js';
import { type DetectLines, prepareWith } from '../segmentation/detector/segment-with.js';
import type { SegmentedPage } from '../segmentation/segment-page.js';
import { type ReadingScore, readingScore } from './reading-score.js';
import { orientationSettings } from './orientation-settings.js';

const { way } = orientationSettings;

/** Reads lines: a line network in this thread or another. */
export interface StripReader {
  /** Class c is character c - 1. */
  readonly alphabet: string;
  read(strips: readonly GrayImage[]): Promise<StripScores[]>;
  /** What the ink of each strip says of its script; left out where every script counts as Latin. */
  tellScripts?: ((strips: readonly GrayImage[]) => Promise<ScriptEvidence[]>) | undefined;
}

export interface OrientedPage {
  /** The clockwise turn that sets the page upright. */
  turn: 0 | QuarterTurn;
  /** The page after this turn. */
  clean: CleanPage;
  segmented: SegmentedPage;
}

interface Way {
  turn: 0 | QuarterTurn;
  score: ReadingScore;
  /** The strips that were read, this way up. */
  strips: readonly GrayImage[];
}

/**
 * Cleans and segments a page in the orientation that reads best: upright or upside down by the line
 * reader's certainty on a few lines, and also sideways if the ink may run down the page or if
 * neither of the two can be read. The page stays as it is if it has too little writing, or if no
 * other orientation is clearly better. For an upright page, this takes one reading of five short
 * strips if that one is sure, else two, and two of up to fifteen more if those are not decisive.
 * A page in a script that the reader does not know stays as it is: the reader cannot tell its
 * orientation. `detect` finds the lines; without it, the classical method does.
 */
export async function orientPage(gray: GrayImage, reader: StripReader, detect?: DetectLines): Promise<OrientedPage> {
  const prepare = (picture: GrayImage) => prepareWith(picture, detect);
  const asIs = await prepare(gray);
  const upright = await readBothWays(asIs, reader, 0);
  const isRead = upright.score.characters >= way.minCharacters;
  const { sideways } = asIs.clean;
  const mayLieSideways =
    sideways > way.maybeSideways
      ? !isRead || upright.score.mean < way.readsWell
      : sideways > way.neverSideways && upright.score.mean < way.readsPoorly;
  if (mayLieSideways && asIs.segmented.strips.length > 0) {
    const turned = turnGray(gray, 90);
    const other = await prepare(turned);
    const across = await readBothWays(other, reader, 90);
    const gain = across.score.mean - upright.score.mean;
    const isBetter = other.clean.sideways < 1 ? !isRead || gain > way.clearlyBetter : isRead && gain > way.farBetter;
    if (across.score.characters >= way.minCharacters && isBetter && !(await isInOtherScript(reader, across.strips))) {
      return across.turn === 90
        ? { turn: 90, ...other }
        : { turn: across.turn, ...(await prepare(turnGray(turned, 180))) };
    }
  }
  if (upright.turn === 0 || !isRead || (await isInOtherScript(reader, upright.strips))) return { turn: 0, ...asIs };
  return { turn: 180, ...(await prepare(turnGray(gray, 180))) };
}

/**
 * The better orientation of a page that was turned by `turn`; upside down only if that is clearly
 * better.
 */
async function readBothWays(
  { segmented: { strips }, clean }: Pick<OrientedPage, 'segmented' | 'clean'>,
  reader: StripReader,
  turn: 0 | 90,
): Promise<Way> {
  const chosen = strips
    .filter(({ width }) => width >= way.minStripWidth)
    .toSorted((a, b) => b.width - a.width)
    .slice(0, way.maxLinesRead)
    .map(middleOf);
  if (chosen.length === 0) return { turn, score: { mean: Number.NEGATIVE_INFINITY, characters: 0 }, strips: [] };
  const readings = { up: [] as StripScores[], down: [] as StripScores[] };
  const readUp = async (own: readonly GrayImage[]) => {
    readings.up.push(...(await reader.read(own)));
    return readingScore(readings.up, reader.alphabet);
  };
  const readDown = async (own: readonly GrayImage[]) => {
    readings.down.push(...(await reader.read(own.map((strip) => turnGray(strip, 180)))));
    return readingScore(readings.down, reader.alphabet);
  };
  const [first, rest] = [chosen.slice(0, way.linesRead), chosen.slice(way.linesRead)];
  const wanted = clean.isSnippet ? way.clearlyBetterAlone : way.clearlyBetter;
  let up = await readUp(first);
  // No mean is above 0: nothing can be clearly better than this.
  if (up.characters >= way.minCharacters && up.mean >= -wanted) return { turn, score: up, strips: first };
  let down = await readDown(first);
  if (rest.length > 0 && !(Math.abs(up.mean - down.mean) > way.clearAlready)) {
    up = await readUp(rest);
    down = await readDown(rest);
  }
  const taken = readings.up.length > first.length ? chosen : first;
  const isDown = down.characters >= way.minCharacters && down.mean > up.mean + wanted;
  return isDown
    ? { turn: turn === 0 ? 180 : 270, score: down, strips: taken.map((strip) => turnGray(strip, 180)) }
    : { turn, score: up, strips: taken };
}

/** Whether most of these strips, the way up that reads best, are in a script no reader knows. */
async function isInOtherScript(reader: StripReader, strips: readonly GrayImage[]): Promise<boolean> {
  const evidence = (await reader.tellScripts?.(strips)) ?? [];
  return otherScripts(evidence).filter(Boolean).length > evidence.length / 2;
}

function middleOf(strip: LineStrip): GrayImage {
  const { width, height, data } = strip;
  if (width <= way.maxStripWidth) return strip;
  const from = (width - way.maxStripWidth) >> 1;
  const part = new Uint8Array(way.maxStripWidth * height);
  for (let y = 0; y < height; y++) {
    part.set(data.subarray(y * width + from, y * width + from + way.maxStripWidth), y * way.maxStripWidth);
  }
  return { width: way.maxStripWidth, height, data: part };
}

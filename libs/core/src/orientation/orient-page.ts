import type { CleanPage } from '../imaging/clean-page.js';
import type { GrayImage } from '../imaging/gray-image.js';
import { turnGray } from '../imaging/turn-gray.js';
import type { QuarterTurn } from '../page/turn-box.js';
import type { StripScores } from '../recognition/ctc/line-scores.js';
import type { LineStrip } from '../segmentation/draw-strip.js';
import { type DetectLines, prepareWith } from '../segmentation/detector/segment-with.js';
import type { SegmentedPage } from '../segmentation/segment-page.js';
import { type ReadingScore, readingScore } from './reading-score.js';

/** What reads lines: a line network in this thread or another. */
export interface StripReader {
  /** Class c reads as the character c - 1. */
  readonly alphabet: string;
  read(strips: readonly GrayImage[]): Promise<StripScores[]>;
}

export interface OrientedPage {
  /** The clockwise turn that sets the page upright. */
  turn: 0 | QuarterTurn;
  /** The page so turned. */
  clean: CleanPage;
  segmented: SegmentedPage;
}

/**
 * The widest lines are read, the middle of each: few where they agree, more where the two ways up
 * read nearly as well.
 */
const linesRead = 5;
const maxLinesRead = 20;
const clearAlready = 0.3;
const maxStripWidth = 400;
const minStripWidth = 40;
/** Fewer characters say nothing about a direction. */
const minCharacters = 12;
/** A page is turned only when it reads clearly better: the difference of mean log probabilities. */
const clearlyBetter = 0.1;
/** A line alone has too few characters to be turned on its head for as little. */
const clearlyBetterAlone = 0.35;
/**
 * So much better that rules and columns, which make an upright page look sideways, no longer speak
 * against it.
 */
const farBetter = 0.4;
/** Pages that read this well are upright, whatever their rules and columns look like. */
const readsWell = -0.3;
/**
 * Of the two ways up of a sheet the better one is this good, unless the writing is poor or runs the
 * other way.
 */
const readsPoorly = -0.75;
/**
 * How much sharper rows of ink are across the lines than along them: sideways pages lie above 1.4,
 * upright ones below 0.7.
 */
const maybeSideways = 0.87;
const neverSideways = 0.4;

interface Way {
  turn: 0 | QuarterTurn;
  score: ReadingScore;
}

/**
 * Cleans and segments a page the way up that reads best: upright or on its head by the line
 * reader's certainty on a few lines, and sideways as well where the ink may run down the page or
 * where neither way reads. Without enough writing, and unless another way is clearly better, the
 * page stays as it is. An upright page costs two readings of five short strips, and of up to
 * fifteen more where those leave it open. Lines are found by `detect`, or by the classical method
 * without it.
 */
export async function orientPage(gray: GrayImage, reader: StripReader, detect?: DetectLines): Promise<OrientedPage> {
  const prepare = (picture: GrayImage) => prepareWith(picture, detect);
  const asIs = await prepare(gray);
  const upright = await readBothWays(asIs, reader, 0);
  const isRead = upright.score.characters >= minCharacters;
  const { sideways } = asIs.clean;
  const mayLieSideways =
    sideways > maybeSideways
      ? !isRead || upright.score.mean < readsWell
      : sideways > neverSideways && upright.score.mean < readsPoorly;
  if (mayLieSideways && asIs.segmented.strips.length > 0) {
    const turned = turnGray(gray, 90);
    const other = await prepare(turned);
    const across = await readBothWays(other, reader, 90);
    const gain = across.score.mean - upright.score.mean;
    const isBetter = other.clean.sideways < 1 ? !isRead || gain > clearlyBetter : isRead && gain > farBetter;
    if (across.score.characters >= minCharacters && isBetter) {
      return across.turn === 90
        ? { turn: 90, ...other }
        : { turn: across.turn, ...(await prepare(turnGray(turned, 180))) };
    }
  }
  if (upright.turn === 0 || !isRead) return { turn: 0, ...asIs };
  return { turn: 180, ...(await prepare(turnGray(gray, 180))) };
}

/**
 * The better way up of a page that was turned by `turn`; on its head only when that is clearly
 * better.
 */
async function readBothWays(
  { segmented: { strips }, clean }: Pick<OrientedPage, 'segmented' | 'clean'>,
  reader: StripReader,
  turn: 0 | 90,
): Promise<Way> {
  const chosen = strips
    .filter(({ width }) => width >= minStripWidth)
    .toSorted((a, b) => b.width - a.width)
    .slice(0, maxLinesRead)
    .map(middleOf);
  if (chosen.length === 0) return { turn, score: { mean: Number.NEGATIVE_INFINITY, characters: 0 } };
  const readings = { up: [] as StripScores[], down: [] as StripScores[] };
  const read = async (own: readonly GrayImage[]) => {
    readings.up.push(...(await reader.read(own)));
    readings.down.push(...(await reader.read(own.map((strip) => turnGray(strip, 180)))));
    return [readings.up, readings.down].map((scores) => readingScore(scores, reader.alphabet));
  };
  let [up, down] = await read(chosen.slice(0, linesRead));
  const rest = chosen.slice(linesRead);
  if (rest.length > 0 && !(Math.abs(up.mean - down.mean) > clearAlready)) [up, down] = await read(rest);
  const isDown =
    down.characters >= minCharacters && down.mean > up.mean + (clean.isSnippet ? clearlyBetterAlone : clearlyBetter);
  return isDown ? { turn: turn === 0 ? 180 : 270, score: down } : { turn, score: up };
}

function middleOf(strip: LineStrip): GrayImage {
  const { width, height, data } = strip;
  if (width <= maxStripWidth) return strip;
  const from = (width - maxStripWidth) >> 1;
  const part = new Uint8Array(maxStripWidth * height);
  for (let y = 0; y < height; y++) {
    part.set(data.subarray(y * width + from, y * width + from + maxStripWidth), y * maxStripWidth);
  }
  return { width: maxStripWidth, height, data: part };
}

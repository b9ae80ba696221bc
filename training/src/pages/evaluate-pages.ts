import { loadPageReader, type PageReader, type PageReaderOptions } from '@longhand/inference';
import { decodeLine, type GrayImage, prepareWith, type RecognisedPage, segmentPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { cutPolygon } from '../lines/cut-strips.js';
import { hasWords } from '../lines/running-text.js';
import { keywordRecall, keywordsOf, type SearchedPage } from '../lines/text-scores.js';
import { readLexicons } from '../render/text/read-lexicons.js';
import { evaluateHardPages, type HardPageFigures } from './evaluate-hard-pages.js';
import { type PageSetName, readPageSet, type TruePage } from './read-page-set.js';
import { evaluateLetters, type SkewFigures, skewFigures } from './evaluate-letters.js';
import { evaluateSnippets, type SnippetFigures } from './evaluate-snippets.js';
import { slopeOfLines } from './slope-of-lines.js';
import { wordsElsewhere } from './words-elsewhere.js';
import { addScores, fMeasure, type LineScore, scoreFoundLines } from './score-found-lines.js';

export interface EvaluatePagesOptions extends PageReaderOptions {
  readonly dataRoot: string;
  readonly sets: ReadonlyArray<{ name: PageSetName; split?: string; kind?: string }>;
  /** Every n-th page only, for a quick look; 1 when left out. */
  readonly every?: number;
  /**
   * Every n-th Copiste validation page is also turned, skewed and photographed; none when left out.
   */
  readonly hardEvery?: number;
  /**
   * Every n-th line of the sets of lines is also read as a picture of its own; none when left out.
   */
  readonly snippetsEvery?: number;
  /** Letters that are rendered in slanting hands, to measure the skew; none when left out. */
  readonly letters?: number;
}

/** Rates as shares of 1. */
export interface PageSetFigures {
  set: string;
  pages: number;
  lines: LineScore;
  /** Line F-measure at an overlap of ink of 0.5 and 0.75. */
  lineF50: number;
  lineF75: number;
  /** The same of the other way to find lines: the classical method where the network finds them. */
  classical?: { lineF50: number; lineF75: number };
  /** Mean over the pages of the share of keywords that are found, through the whole path. */
  recall: number;
  /** The same counting each word's other readings too. */
  recallWithAlternatives: number;
  /** The same reader on the lines of the ground truth. */
  recallOnTrueLines: number;
  /** Words that were read where nobody wrote, per page (`wordsElsewhere`). */
  wordsElsewhere: number;
  /**
   * Error of the turn that was taken out, against the true baselines, degrees: pages within 1,
   * pages over 3, and the largest.
   */
  skew: SkewFigures;
  /** Processor seconds per page. */
  prepareSeconds: number;
  readSeconds: number;
}

export const OVERLAPS = [0.5, 0.75] as const;
const LIMITS = { maxPixels: 60_000_000, maxPages: 1, timeoutMs: 60_000 };

/**
 * Reads whole pages as the workers do and compares lines and words with the ground truth. Errors:
 * `loadPageReader`, `readPageSet`.
 */
export async function evaluatePages(
  options: EvaluatePagesOptions,
  log: (line: string) => void,
): Promise<{
  figures: PageSetFigures[];
  hard?: HardPageFigures;
  snippets?: SnippetFigures[];
  letters?: SkewFigures;
  models: string;
}> {
  const reader = await loadPageReader(options);
  try {
    const figures: PageSetFigures[] = [];
    for (const { name, split, kind } of options.sets) {
      const all = await readPageSet(options.dataRoot, name, split);
      const pages = all.filter((page, i) => (!kind || page.kind === kind) && i % (options.every ?? 1) === 0);
      const set = [name, split, kind].filter(Boolean).join(' ');
      figures.push({ set, ...(await evaluateSet(reader, pages)) });
      log(`${set}: ${pages.length} pages, recall ${(100 * figures[figures.length - 1].recall).toFixed(1)} %`);
    }
    const every = options.hardEvery;
    const all = every ? await readPageSet(options.dataRoot, 'copiste', 'val') : [];
    const hard =
      every &&
      (await evaluateHardPages(
        reader,
        all.filter((_, i) => i % every === 0),
        log,
      ));
    const snippets = options.snippetsEvery && (await evaluateSnippets(reader, options.dataRoot, options.snippetsEvery));
    const letters =
      options.letters && (await evaluateLetters(options.letters, readLexicons(options.dataRoot), reader.detect));
    const models = [reader.glyphs.modelVersion, reader.lines?.modelVersion, reader.detector?.modelVersion]
      .filter(Boolean)
      .join(' + ');
    return { figures, ...(hard && { hard }), ...(snippets && { snippets }), ...(letters && { letters }), models };
  } finally {
    reader.dispose();
  }
}

async function evaluateSet(reader: PageReader, pages: readonly TruePage[]): Promise<Omit<PageSetFigures, 'set'>> {
  const none = (): LineScore => ({ truths: 0, found: 0, elsewhere: 0, matched: OVERLAPS.map(() => 0) });
  let [lines, classical] = [none(), none()];
  const seconds = { prepare: 0, read: 0 };
  let elsewhere = 0;
  const skewErrors: number[] = [];
  const recalls = { first: 0, withAlternatives: 0, onTrueLines: 0 };
  for (const page of pages) {
    const { gray } = await decodePage(page.path, 1, LIMITS);
    const clock = startClock();
    const { clean, segmented } = await prepareWith(gray, reader.detect);
    seconds.prepare += clock();
    const read = await reader.read(segmented);
    seconds.read += clock();
    skewErrors.push(Math.abs(clean.skewDegrees - slopeOfLines(page.lines)));
    elsewhere += wordsElsewhere(read, page.lines, clean);
    lines = addScores(lines, scoreFoundLines(segmented.layout, clean, page.lines, OVERLAPS));
    if (reader.detect)
      classical = addScores(classical, scoreFoundLines(segmentPage(clean).layout, clean, page.lines, OVERLAPS));
    const truth = page.lines.filter(({ text }) => hasWords(text)).flatMap(({ text }) => keywordsOf(text));
    const found = keywordRecall([searchedPage(truth, read)]);
    recalls.first += found.first;
    recalls.withAlternatives += found.withAlternatives;
    recalls.onTrueLines += keywordRecall([await readTrueLines(reader, gray, page, truth)]).first;
  }
  const mean = (sum: number) => sum / Math.max(1, pages.length);
  return {
    pages: pages.length,
    lines,
    lineF50: fMeasure(lines, 0),
    lineF75: fMeasure(lines, 1),
    ...(reader.detect && { classical: { lineF50: fMeasure(classical, 0), lineF75: fMeasure(classical, 1) } }),
    wordsElsewhere: mean(elsewhere),
    skew: skewFigures(skewErrors),
    recall: mean(recalls.first),
    recallWithAlternatives: mean(recalls.withAlternatives),
    recallOnTrueLines: mean(recalls.onTrueLines),
    prepareSeconds: mean(seconds.prepare),
    readSeconds: mean(seconds.read),
  };
}

function searchedPage(truth: string[], { lines }: RecognisedPage): SearchedPage {
  const words = lines.flatMap((line) => line.words);
  return {
    truth,
    read: words.flatMap(({ text }) => keywordsOf(text)),
    alternatives: words.map(({ alternatives }) => alternatives.flatMap((other) => keywordsOf(other.text))),
  };
}

async function readTrueLines(
  reader: PageReader,
  gray: GrayImage,
  page: TruePage,
  truth: string[],
): Promise<SearchedPage> {
  const scores = await reader.readLines(page.lines.map(({ polygon }) => cutPolygon(gray, polygon)));
  const { lineOptions } = reader;
  const read = lineOptions ? scores.flatMap((own) => keywordsOf(decodeLine(own, lineOptions).text)) : [];
  return { truth, read, alternatives: [] };
}

/** Processor seconds of this process since the last call. */
function startClock(): () => number {
  let last = process.cpuUsage();
  return () => {
    const now = process.cpuUsage();
    const spent = now.user + now.system - last.user - last.system;
    last = now;
    return spent / 1e6;
  };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageView } from '@longhand/contracts';
import { cleanPage, type LineStrip, overlapOfBoxes, type PageLayout, segmentPage } from '@longhand/core';
import { decodePage } from '@longhand/image-io';
import { CorrectionsClient, type CorrectionsFilter, type SystemConnection } from './corrections-client.js';
import type { LabelledLine } from './labelled-line.js';

export interface CorrectionOptions extends CorrectionsFilter {
  /**
   * People went through the whole of every page that they corrected something on: all of its lines
   * are right.
   */
  readonly proofread?: boolean;
}

export interface CorrectedLines {
  readonly lines: LabelledLine[];
  readonly pages: number;
  /**
   * Lines that were corrected in part, but hold words that the reader itself doubts: nobody vouches
   * for them.
   */
  readonly doubtful: number;
  /** Lines that are not where they were when the page was read. */
  readonly moved: number;
}

type PageLine = PageView['lines'][number];

const LIMITS = { maxPixels: 200_000_000, maxPages: 1, timeoutMs: 120_000 };
/** Boxes that share this much of their union are the same line. */
const SAME_LINE = 0.6;

/**
 * The lines of a running system that people corrected, as it stands: a word of the line was
 * corrected, and no word that was not is marked uncertain. Each page is cut into strips again, by
 * the same segmentation that the reader's own strips come from.
 */
export async function readCorrections(
  connection: SystemConnection,
  options: CorrectionOptions = {},
): Promise<CorrectedLines> {
  const client = new CorrectionsClient(connection);
  const lines: LabelledLine[] = [];
  let [pages, doubtful, moved] = [0, 0, 0];
  for await (const { documentId, page } of client.pages(options)) {
    const touched = page.lines.filter(isCorrected);
    if (touched.length === 0) continue;
    pages++;
    const wanted = options.proofread ? page.lines : touched.filter((line) => !isDoubtful(line));
    if (!options.proofread) doubtful += touched.length - wanted.length;
    if (wanted.length === 0) continue;
    const { layout, strips } = await segment(await client.image(documentId, page.number));
    for (const line of wanted) {
      const strip = findStrip(line, layout, strips);
      const text = textOf(line);
      if (!strip) moved++;
      else if (text !== '') lines.push({ strip, text, page: `${documentId}/${page.number}` });
    }
  }
  return { lines, pages, doubtful, moved };
}

const isCorrected = ({ words }: PageLine): boolean => words.some((word) => word.correctedBy !== undefined);
const isDoubtful = ({ words }: PageLine): boolean =>
  words.some((word) => word.uncertain && word.correctedBy === undefined);

/** A word corrected to nothing is no word. */
const textOf = ({ words }: PageLine): string =>
  words
    .map(({ text }) => text)
    .filter(Boolean)
    .join(' ');

function findStrip(line: PageLine, layout: PageLayout, strips: readonly LineStrip[]): LineStrip | undefined {
  const overlaps = strips.map((strip) => overlapOfBoxes(layout.lines[strip.line].box, line.box));
  const best = Math.max(...overlaps);
  return best >= SAME_LINE ? strips[overlaps.indexOf(best)] : undefined;
}

async function segment(jpeg: Uint8Array): Promise<{ layout: PageLayout; strips: LineStrip[] }> {
  const scratch = await mkdtemp(join(tmpdir(), 'longhand-corrections-'));
  try {
    const path = join(scratch, 'page');
    await writeFile(path, jpeg, { mode: 0o600 });
    const { gray } = await decodePage(path, 1, LIMITS);
    return segmentPage(cleanPage(gray));
  } finally {
    await rm(scratch, { recursive: true });
  }
}

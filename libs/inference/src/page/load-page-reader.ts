import {
  AppError,
  type DecodeLinesOptions,
  type DetectLines,
  type GrayImage,
  type OrientedPage,
  orientPage,
  prepareWith,
  readPage,
  type RecognisedPage,
  type SegmentedPage,
} from '@longhand/core';
import { type GlyphClassifier, loadGlyphClassifier } from '../glyphs/load-glyph-classifier.js';
import { type LineDetector, type LineFinder, loadLineFinder } from '../detector/load-line-finder.js';
import { loadLanguageModel } from '../language/load-language-model.js';
import { type LineReader, type LineReaderOptions, loadLineReader } from '../lines/load-line-reader.js';
import { loadScriptDetector } from '../scripts/load-script-detector.js';
import { type PageReaders, readSegmented } from './read-segmented.js';

export interface PageReaderOptions extends Omit<LineReaderOptions, 'model'> {
  /**
   * Characters less probable than this get a "?", 0 to 1; in lines the threshold that was fitted
   * for their model goes before.
   */
  uncertainBelow: number;
  /** The network for separate characters, by its name in the manifest; "" for its default. */
  glyphModel?: string | undefined;
  /** How lines are found on a page; `auto`, or nothing, leaves it to the models directory. */
  lineFinder?: LineFinder | undefined;
}

/** Both networks in this thread. One call at a time. */
export interface PageReader extends PageReaders {
  glyphs: Pick<GlyphClassifier, 'alphabet' | 'modelVersion' | 'engine'>;
  lines?: Pick<LineReader, 'modelVersion' | 'engine'>;
  /** What makes words of the line reader's scores. */
  lineOptions?: DecodeLinesOptions;
  /** The line detector; undefined where lines are found by the classical method. */
  detector?: Pick<LineDetector, 'modelVersion' | 'engine'>;
  detect?: DetectLines;
  /** A page from its grey picture to its segmentation, set upright, as the workers do it. */
  segment(page: GrayImage): Promise<OrientedPage>;
  /** A page from its pixels' segmentation to its text. */
  read(page: SegmentedPage): Promise<RecognisedPage>;
  dispose(): void;
}

/**
 * Loads the networks and the language model of the models directory. Without `lines.json`
 * every line is read glyph by glyph. Errors: `loadGlyphClassifier`, `loadLineReader`,
 * `loadLineFinder`, `loadLanguageModel`.
 */
export async function loadPageReader(options: PageReaderOptions): Promise<PageReader> {
  const { uncertainBelow, glyphModel } = options;
  const glyphs = await loadGlyphClassifier({ ...options, model: glyphModel || undefined });
  const lines = await loadLineReader(options).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'model.manifest_missing') return undefined;
    glyphs.dispose();
    throw error;
  });
  const detector = await loadLineFinder(options).catch((error: unknown) => {
    lines?.dispose();
    glyphs.dispose();
    throw error;
  });
  const scripts = await (lines && loadScriptDetector(options))?.catch((error: unknown) => {
    detector?.dispose();
    lines?.dispose();
    glyphs.dispose();
    throw error;
  });
  const detect: DetectLines | undefined = detector && ((page) => detector.detect(page));
  const language = lines && (await loadLanguageModel(options.modelsDir));
  const glyphOptions = { alphabet: glyphs.alphabet, uncertainBelow };
  const lineOptions = lines && {
    alphabet: lines.alphabet,
    temperature: lines.temperature,
    calibration: lines.calibration,
    language,
    uncertainBelow: lines.uncertainBelow ?? uncertainBelow,
    uncertainWordsBelow: lines.uncertainWordsBelow,
    uncertainNumbersBelow: lines.uncertainNumbersBelow,
  };
  const reader: PageReader = {
    glyphs,
    ...(lines ? { lines } : {}),
    ...(lineOptions ? { lineOptions } : {}),
    ...(detector && detect ? { detector, detect } : {}),
    hasLines: lines !== undefined,
    classify: (packed) => glyphs.classify(packed),
    async readLines(strips) {
      if (!lines) return [];
      const scores = await lines.readTwice(strips);
      const told = await scripts?.tell(strips);
      return told ? scores.map((own, i) => ({ ...own, script: told[i] })) : scores;
    },
    decode: (layout, scores) => readPage(layout, scores, { glyphs: glyphOptions, lines: lineOptions }),
    read: (page) =>
      readSegmented(reader, {
        layout: page.layout,
        glyphs: ({ from }) => page.drawGlyphs(from),
        strips: () => page.strips,
      }),
    async segment(page) {
      if (lines) return orientPage(page, { ...lines, tellScripts: scripts?.tell }, detect);
      return { turn: 0, ...(await prepareWith(page, detect)) };
    },
    dispose() {
      scripts?.dispose();
      detector?.dispose();
      glyphs.dispose();
      lines?.dispose();
    },
  };
  return reader;
}

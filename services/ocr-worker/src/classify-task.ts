import type { GlyphClassifier, LineReader } from '@longhand/inference';
import type { GrayImage, PageLayout, PageScores, RecognisedPage, StripScores } from '@longhand/core';

/** What a thread needs to load its own copy of the networks. */
export interface ThreadOptions {
  modelsDir: string;
  /** An engine by name, or auto. */
  backend: string;
  /** The network for separate characters; "" for the manifest's default. */
  glyphModel?: string;
  /** Characters less probable than this are marked; 0 to 1. */
  uncertainBelow: number;
}

/** What a thread loaded: shown in the log, in `/health/ready` and in the worker's heartbeat. */
export interface LoadedClassifier extends Pick<GlyphClassifier, 'alphabet' | 'modelVersion' | 'engine'> {
  /** The reader of whole lines; left out where the models directory holds none. */
  lines?: Pick<LineReader, 'modelVersion' | 'engine'>;
}

/**
 * The networks to load, glyphs to classify, line strips to read, or a page to make of what the
 * networks said.
 */
export type ClassifyRequest =
  | { type: 'load' }
  | { type: 'classify'; glyphs: Uint8Array }
  | { type: 'read-lines'; strips: readonly GrayImage[] }
  | { type: 'decode'; layout: PageLayout; scores: PageScores };

export interface ClassifyTask {
  request: ClassifyRequest;
  options: ThreadOptions;
}

/**
 * `probabilities` holds one row of class probabilities per glyph, `strips` the scores of each
 * strip, in order.
 */
export type ClassifyResult =
  | { type: 'loaded'; loaded: LoadedClassifier }
  | { type: 'probabilities'; probabilities: Float32Array }
  | { type: 'strips'; strips: StripScores[] }
  | { type: 'page'; page: RecognisedPage };

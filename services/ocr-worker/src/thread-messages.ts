import type { GlyphClassifier, LineReader } from '@longhand/inference';
import type { GrayImage, PageLayout, PageScores, RecognisedPage, StripScores } from '@longhand/core';

/** What a thread needs to load its own copy of the networks. */
export interface ThreadOptions {
  modelsDir: string;
  backend: string;
  /** Characters less probable than this get a "?"; 0 to 1. */
  uncertainBelow: number;
}

/** What a thread loaded: shown in the log, in `/health/ready` and in the worker's heartbeat. */
export interface LoadedClassifier extends Pick<GlyphClassifier, 'alphabet' | 'modelVersion' | 'engine'> {
  /** The reader of whole lines; left out where the models directory holds none. */
  lines?: Pick<LineReader, 'modelVersion' | 'engine'>;
}

/** Glyphs to classify, line strips to read, or a page to make of what the networks said. */
export type ToThread =
  | { type: 'classify'; glyphs: Uint8Array }
  | { type: 'read-lines'; strips: readonly GrayImage[] }
  | { type: 'decode'; layout: PageLayout; scores: PageScores };

/** `probabilities` holds one row of class probabilities per glyph, `strips` the scores of each strip, in order. */
export type ThreadResult =
  | { type: 'probabilities'; probabilities: Float32Array }
  | { type: 'strips'; strips: StripScores[] }
  | { type: 'page'; page: RecognisedPage };

/** An error on its way out of a thread, where it would lose its class. */
export interface ThreadFailure {
  code: string;
  /** For people. */
  message: string;
  /** For the log: what a foreign error said, and where. */
  detail?: string;
}

export type FromThread =
  | ThreadResult
  | { type: 'ready'; loaded: LoadedClassifier }
  | ({ type: 'unusable' } & ThreadFailure)
  | ({ type: 'error' } & ThreadFailure);

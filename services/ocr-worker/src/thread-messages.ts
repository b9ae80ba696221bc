import type { GlyphClassifier } from '@longhand/classifier';
import type { DecodeOptions, PageLayout, RecognisedPage } from '@longhand/core';

/** What a thread needs to load its own copy of the network. */
export interface ThreadOptions {
  modelsDir: string;
  backend: string;
}

/** What a thread loaded: shown in the log, in `/health/ready` and in the worker's heartbeat. */
export type LoadedClassifier = Pick<GlyphClassifier, 'alphabet' | 'modelVersion' | 'engine'>;

/** Glyphs to classify, or a page to decode from what the network said of its glyphs. */
export type ToThread =
  | { type: 'classify'; glyphs: Uint8Array }
  | { type: 'decode'; layout: PageLayout; probabilities: Float32Array; options: DecodeOptions };

/** `probabilities` holds one row of class probabilities per glyph. */
export type ThreadResult =
  | { type: 'probabilities'; probabilities: Float32Array }
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

import type { GlyphClassifier } from '@longhand/classifier';

/** What a thread needs to load its own copy of the network. */
export interface ThreadOptions {
  modelsDir: string;
  backend: string;
}

/** What a thread loaded: shown in the log, in `/health/ready` and in the worker's heartbeat. */
export type LoadedClassifier = Pick<GlyphClassifier, 'alphabet' | 'modelVersion' | 'engine'>;

/** `probabilities` holds one row of class probabilities per glyph. */
export type FromThread =
  | { type: 'ready'; loaded: LoadedClassifier }
  | { type: 'unusable'; code: string; message: string }
  | { type: 'result'; probabilities: Float32Array }
  | { type: 'error'; code: string; message: string };

export interface ToThread {
  glyphs: Uint8Array;
}

import type { BackendName, NetworkDescription } from '@longhand/inference';
import type { Augmentation } from './augment.js';
import type { GlyphSet } from '../datasets/glyph-set.js';

type Shared = Float32Array<SharedArrayBuffer>;

/** What a training thread gets when it starts. All arrays are shared with the coordinator. */
export interface ThreadSetup {
  readonly index: number;
  readonly network: NetworkDescription;
  readonly set: GlyphSet;
  readonly backend: BackendName | 'auto';
  readonly augmentation?: Augmentation | undefined;
  readonly smoothing: number;
  readonly seed: number;
  /** Read at each step. */
  readonly parameters: Shared;
  /** Read for predictions: the averaged parameters. */
  readonly averaged: Shared;
  /** Written at each step: this thread's own. */
  readonly gradient: Shared;
  readonly statistics: Shared;
}

export type Request =
  | { readonly kind: 'step'; readonly epoch: number; readonly step: number; readonly positions: Uint32Array }
  | { readonly kind: 'predict'; readonly positions: Uint32Array }
  | { readonly kind: 'close' };

export type Reply =
  | { readonly kind: 'ready'; readonly backend: string }
  | { readonly kind: 'step'; readonly loss: number; readonly correct: number }
  | { readonly kind: 'predict'; readonly logits: Float32Array };

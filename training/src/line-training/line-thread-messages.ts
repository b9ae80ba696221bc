import type { BackendName, LineNetworkSettings } from '@longhand/inference';
import type { LineAugmentation } from './line-augmentation.js';
import type { TrainingLine } from './training-line.js';

type Shared = Float32Array<SharedArrayBuffer>;

/** What a line training thread gets when it starts. The arrays are shared with the coordinator. */
export interface LineThreadSetup {
  readonly index: number;
  readonly network: LineNetworkSettings;
  /** The lines to learn, then those to validate by: positions count through both. */
  readonly lines: readonly TrainingLine[];
  readonly backend: BackendName | 'auto';
  readonly norms: 'frozen' | 'batch';
  readonly dropout: number;
  readonly augmentation?: LineAugmentation | undefined;
  readonly seed: number;
  /** Read at each step. */
  readonly parameters: Shared;
  /** Read for validation: the averaged parameters. */
  readonly averaged: Shared;
  /** Written at each step: this thread's own. */
  readonly gradient: Shared;
  readonly statistics: Shared;
}

export type LineRequest =
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly step: number;
      readonly positions: Uint32Array;
      /** What the gradient of the lines' summed loss is multiplied with. */
      readonly scale: number;
    }
  | { readonly kind: 'read'; readonly positions: Uint32Array };

export type LineReply =
  | { readonly kind: 'ready'; readonly backend: string }
  /** Summed loss per character of the lines. */
  | { readonly kind: 'step'; readonly loss: number }
  /**
   * Summed edits between best path and truth, characters of the truth, and summed loss per
   * character.
   */
  | { readonly kind: 'read'; readonly edits: number; readonly characters: number; readonly loss: number };

import { charNet } from './charnet.js';
import type { Network, NetworkInput } from '../weights/network.js';
import { paperCnn } from './paper-cnn.js';
import { paperMlp } from './paper-mlp.js';

export const NETWORK_KINDS = ['charnet', 'paper-cnn', 'paper-mlp'] as const;
export type NetworkKind = (typeof NETWORK_KINDS)[number];

/** What the manifest and a checkpoint keep of a network: enough to build it again. */
export interface NetworkDescription {
  readonly kind: NetworkKind;
  readonly classes: number;
  readonly input: NetworkInput;
  /** CharNet's channels, or the hidden units of the paper's two-layer network. */
  readonly widths?: readonly number[] | undefined;
}

export function buildNetwork({ kind, classes, input, widths }: NetworkDescription): Network {
  switch (kind) {
    case 'charnet':
      return charNet({ classes, input, ...(widths && { widths }) });
    case 'paper-cnn':
      return paperCnn({ classes, input });
    case 'paper-mlp':
      return paperMlp({ classes, input, ...(widths && { hidden: [widths[0], widths[1]] as const }) });
  }
}

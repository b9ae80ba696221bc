import { DEFAULT_AUGMENTATION } from './augment.js';
import type { TrainGlyphsOptions } from './train-options.js';

type Defaults = Pick<
  TrainGlyphsOptions,
  'learningRate' | 'weightDecay' | 'smoothing' | 'averaging' | 'batchSize' | 'augmentation'
> & {
  readonly epochs: number;
};

const common = {
  weightDecay: 0.02,
  smoothing: 0.02,
  averaging: 0.998,
  batchSize: 128,
  augmentation: DEFAULT_AUGMENTATION,
};

/**
 * What each network trains well with. The paper's own settings (no augmentation, stop on training
 * accuracy) are not repeated.
 */
export const TRAIN_DEFAULTS: Readonly<Record<'charnet' | 'paper-cnn' | 'paper-mlp', Defaults>> = {
  charnet: { ...common, learningRate: 4e-3, epochs: 18 },
  'paper-cnn': { ...common, learningRate: 6e-4, weightDecay: 0.01, epochs: 3 },
  'paper-mlp': { ...common, learningRate: 2e-3, weightDecay: 1e-4, smoothing: 0, epochs: 20 },
};

import type { ModelEntry } from '@longhand/inference';

/**
 * What has to be said beside every figure of a model: what it was trained on, and what the figure
 * is therefore not.
 */
export const TRAINING_STATEMENTS: Readonly<Record<ModelEntry['trainedOn'], string>> = {
  mnist:
    "Trained on MNIST's 60,000 training images only; 5,004 of them, held out, chose the epoch and the temperature.",
  'emnist-pool':
    'Trained on the pool of 148,221 labelled images of which none is in the ByClass test set, not on the 698 ' +
    'thousand images of the ' +
    'official training set. The pool has no small c i j k l m o p s u v w x y z of their own, so 47 classes are ' +
    'the finest honest figure.',
  'emnist-split':
    'Trained on the pool of 148,221 images and on the ByClass test images whose pixel sha256 begins with 0x40 or ' +
    'more; 0x33 to 0x3f ' +
    'chose the epoch and the temperature; below 0x33 is the test part scored here. Writers may occur on both ' +
    'sides: not comparable ' +
    'with figures on the official split.',
};

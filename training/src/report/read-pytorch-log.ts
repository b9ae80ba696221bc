import { AppError } from '@longhand/core';
import type { EpochRecord } from '../runs/checkpoint.js';

/**
 * The epochs of a log.txt of training/pytorch: loss on the training images and accuracy on the
 * validation part.
 */
export function readPytorchLog(text: string): Array<Pick<EpochRecord, 'epoch' | 'trainLoss' | 'validationAccuracy'>> {
  const lines = [...text.matchAll(/epoch (\d+): loss ([\d.]+), validation ([\d.]+) %/g)];
  if (lines.length === 0)
    throw new AppError('training.log_invalid', 'The log holds no line like "epoch 1: loss 0.8, validation 86.3 %".');
  return lines.map(([, epoch, loss, validation]) => ({
    epoch: Number(epoch),
    trainLoss: Number(loss),
    validationAccuracy: Number(validation) / 100,
  }));
}

import { expect, test } from 'vitest';
import { readPytorchLog } from './read-pytorch-log.js';

test('each epoch line gives loss and validation accuracy', () => {
  const log =
    '2026-11-22 13:20:31 epoch 8: loss 0.8104, validation 86.33 %, progress 0.444\nnothing\n… epoch 9: loss ' +
    '0.8006, validation 86.37 %, x';
  expect(readPytorchLog(log)).toEqual([
    { epoch: 8, trainLoss: 0.8104, validationAccuracy: 0.8633 },
    { epoch: 9, trainLoss: 0.8006, validationAccuracy: 0.8637 },
  ]);
  expect(() => readPytorchLog('')).toThrow(expect.objectContaining({ code: 'training.log_invalid' }));
});

import { parentPort, workerData } from 'node:worker_threads';
import { lineNetwork, loadBackend, placeLineNetwork } from '@longhand/inference';
import { bestPath, ctcLoss, logRowsOf } from '@longhand/core';
import { editDistance } from '../lines/text-scores.js';
import { layOut, unflatten } from '../runs/parameter-layout.js';
import { lineBatch } from './line-batch.js';
import { lineGradient } from './line-gradient.js';
import type { LineReply, LineRequest, LineThreadSetup } from './line-thread-messages.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';
import { Random } from '../basics/random.js';

/** A training thread: its own backend, its own part of each batch. Answers each request in turn. */
const setup: LineThreadSetup = workerData;
const port = parentPort!;
const { lines, seed, parameters, averaged, gradient, statistics, norms, dropout, augmentation } = setup;
const network = lineNetwork(setup.network);
const layout = layOut(network);
const engine = await loadBackend({ backend: setup.backend });
await prepareTraining();

async function step({
  epoch,
  step: number,
  positions,
  scale,
}: Extract<LineRequest, { kind: 'step' }>): Promise<LineReply> {
  if (positions.length === 0) {
    gradient.fill(0);
    statistics.set(parameters.subarray(layout.trainableLength));
    return { kind: 'step', loss: 0 };
  }
  const batch = lineBatch(lines, positions, { augmentation, seed, epoch });
  const random = Random.from(seed, epoch, number, setup.index, 0x64726f70);
  const settings = { network, layout, norms, dropout };
  const loss = await lineGradient(settings, batch, parameters, { gradient, statistics, scale, random });
  return { kind: 'step', loss };
}

async function read(positions: Uint32Array): Promise<LineReply> {
  const placed = placeLineNetwork(network, unflatten(layout, network, averaged));
  try {
    const chosen = Array.from(positions, (at) => lines[at]);
    const scores = await placed.scores(chosen.map(({ ink }) => ink));
    let [edits, characters, loss] = [0, 0, 0];
    for (const [i, own] of scores.entries()) {
      const { classes } = chosen[i];
      const path = bestPath(logRowsOf(own)).map((character) => character.class);
      const lineLoss = ctcLoss(own, classes).loss;
      edits += editDistance(path, classes);
      characters += classes.length;
      if (Number.isFinite(lineLoss)) loss += lineLoss / Math.max(1, classes.length);
    }
    return { kind: 'read', edits, characters, loss };
  } finally {
    placed.dispose();
  }
}

port.on('message', async (request: LineRequest) => {
  port.postMessage(request.kind === 'step' ? await step(request) : await read(request.positions));
});
port.postMessage({ kind: 'ready', backend: `${engine.name} (${engine.detail})` } satisfies LineReply);

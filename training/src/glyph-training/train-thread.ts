import { parentPort, workerData } from 'node:worker_threads';
import { buildNetwork, loadBackend, placeNetwork } from '@longhand/inference';
import { gradientStep } from './gradient-step.js';
import { makeBatch } from './make-batch.js';
import { layOut, unflatten } from '../runs/parameter-layout.js';
import type { Reply, Request, ThreadSetup } from './thread-messages.js';
import { prepareTraining } from '../gradient-kernels/prepare-training.js';
import { Random } from '../basics/random.js';

/** A training thread: its own backend, its own part of each batch. Answers each request in turn. */
const setup: ThreadSetup = workerData;
const port = parentPort!;
const network = buildNetwork(setup.network);
const layout = layOut(network);
const { set, seed, parameters, gradient, statistics, smoothing, augmentation } = setup;
const engine = await loadBackend({ backend: setup.backend });
await prepareTraining();

async function step({ epoch, step: number, positions }: Extract<Request, { kind: 'step' }>): Promise<Reply> {
  const batch = makeBatch(set, positions, {
    input: network.input,
    classes: network.classes,
    augmentation,
    seed,
    epoch,
  });
  const random = Random.from(seed, epoch, number, setup.index, 0x64726f70);
  const result = await gradientStep({ network, layout, smoothing }, batch, parameters, {
    sums: { gradient, statistics },
    random,
  });
  return { kind: 'step', ...result };
}

async function predict(positions: Uint32Array): Promise<Reply> {
  const pixels = set.size.height * set.size.width;
  const glyphs = new Uint8Array(positions.length * pixels);
  positions.forEach((at, i) => {
    glyphs.set(set.images.subarray(at * pixels, (at + 1) * pixels), i * pixels);
  });
  const placed = placeNetwork(network, unflatten(layout, network, setup.averaged), set.size);
  try {
    return { kind: 'predict', logits: await placed.logits(glyphs) };
  } finally {
    placed.dispose();
  }
}

port.on('message', async (request: Request) => {
  if (request.kind === 'close') {
    port.close();
    return;
  }
  const reply = request.kind === 'step' ? await step(request) : await predict(request.positions);
  port.postMessage(reply);
});
port.postMessage({ kind: 'ready', backend: `${engine.name} (${engine.detail})` } satisfies Reply);

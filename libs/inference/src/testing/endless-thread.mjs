// A thread that runs a model for ever: thread-gate.int.test.ts ends it.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ThreadGate } from '../threads/thread-gate.ts';

const gate = new ThreadGate(workerData.gate);
const session = await gate.pass(() => InferenceSession.create(workerData.model, { intraOpNumThreads: 1 }));
const pixels = new Tensor('float32', new Float32Array(8 * 40 * 1024), [8, 1, 40, 1024]);
parentPort.postMessage('runs');
for (;;) await gate.pass(() => session.run({ pixels }));

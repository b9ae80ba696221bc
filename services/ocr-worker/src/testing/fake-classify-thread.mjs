// A classifier thread without a network: the first pixel of a glyph names its class. 255 kills the thread, 254 fails the call, 253 never ends.
import { parentPort, workerData } from 'node:worker_threads';

const engine = { name: workerData.backend, detail: 'made up', tried: [{ name: 'webgpu', reason: 'no adapter' }] };
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

if (workerData.modelsDir === 'missing') {
  parentPort.postMessage({ type: 'unusable', code: 'model.manifest_missing', message: 'There is no manifest.' });
} else {
  parentPort.on('message', ({ type, glyphs, strips }) => {
    if (type === 'decode')
      return parentPort.postMessage({ type: 'page', page: { text: `doubt below ${workerData.uncertainBelow}` } });
    if (type === 'read-lines') {
      const scores = strips.map(({ width }) => ({
        logits: new Float32Array(0),
        frames: 0,
        classes: 96,
        widthFrames: width,
      }));
      return parentPort.postMessage({ type: 'strips', strips: scores });
    }
    const count = glyphs.length / 784;
    const probabilities = new Float32Array(count * 62).fill(0.1 / 61);
    for (let i = 0; i < count; i++) {
      const first = glyphs[i * 784];
      if (first === 255) process.exit(1);
      if (first === 253) for (;;);
      if (first === 254) return parentPort.postMessage({ type: 'error', code: 'classifier.bad_input', message: 'No.' });
      probabilities[i * 62 + first] = 0.9;
    }
    parentPort.postMessage({ type: 'probabilities', probabilities });
  });
  const lines = { modelVersion: 'made-up-lines@0', engine };
  parentPort.postMessage({ type: 'ready', loaded: { alphabet, modelVersion: 'made-up@0', engine, lines } });
}

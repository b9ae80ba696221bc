import type { OnnxSession } from '../engines/start-onnx.js';
import { LINE_HEIGHT } from './line-network.js';
import { type PlacedLineNetwork, runLineNetwork } from './run-line-network.js';

/** A line network on ONNX Runtime (a session of `lineGraph`). */
export function placeLineSession(session: OnnxSession, classes: number): PlacedLineNetwork {
  return {
    scores: (lines) =>
      runLineNetwork(lines, classes, (pixels, count, width) => session.run(pixels, [count, 1, LINE_HEIGHT, width])),
    dispose: () => session.dispose(),
  };
}

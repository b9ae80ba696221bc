import type { NetworkDescription } from './build-network.js';
import { CHARNET_WIDTHS, charNet } from './charnet.js';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { INPUT, OnnxGraph } from '../engines/onnx-graph.js';

/**
 * CharNet as an ONNX model: pixels [N, 1, height, width] -> scores [N, classes]. The layers are
 * those of `charNet`, its batch normalisation folded; a test holds the two to the same scores.
 * Throws for the paper's networks, which are kept for comparison only.
 */
export function glyphGraph(description: NetworkDescription, weights: NamedWeights): Uint8Array {
  const { kind, classes, input, widths = CHARNET_WIDTHS } = description;
  if (kind !== 'charnet') throw new Error(`it does not run ${kind}`);
  const folded = foldBatchNorm(charNet({ classes, input, widths }), weights);
  const graph = new OnnxGraph();
  const conv = (x: string, name: string, stride: 1 | 2, relu: boolean) =>
    graph.conv(x, folded.get(`${name}/kernel`)!, folded.get(`${name}/bias`)!, { strides: [stride, stride], relu });

  let x = conv(INPUT, 'conv0', 1, true);
  for (let stage = 1; stage < widths.length; stage++) {
    x = conv(x, `conv${stage}a`, 2, true);
    x = graph.relu(graph.sum(x, conv(conv(x, `conv${stage}b`, 1, true), `conv${stage}c`, 1, false)));
  }
  const features = graph.flatten(graph.channelsLast(x));
  const scores = graph.dense(features, folded.get('head/kernel')!, folded.get('head/bias')!);
  return graph.finish(['glyphs', 1, input.height, input.width], scores, ['glyphs', classes]);
}

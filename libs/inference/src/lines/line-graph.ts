import { LINE_HEIGHT, type LineNetworkSettings, lineNetwork } from './line-network.js';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { INPUT, OnnxGraph } from '../engines/onnx-graph.js';

/**
 * The line network as an ONNX model: pixels [N, 1, 40, W] with W a multiple of 4 -> scores [N, 1, W
 * / 4, classes]. The layers are those of `lineNetwork`, its batch normalisation folded; a test
 * holds the two to the same scores.
 */
export function lineGraph(settings: LineNetworkSettings, weights: NamedWeights): Uint8Array {
  const folded = foldBatchNorm(lineNetwork(settings), weights);
  const graph = new OnnxGraph();
  const conv = (x: string, name: string, options: Parameters<OnnxGraph['conv']>[3]) =>
    graph.conv(x, folded.get(`${name}/kernel`)!, folded.get(`${name}/bias`)!, options);
  const down = (x: string, name: string, strides: [number, number]) => conv(x, name, { strides, relu: true });
  const residual = (x: string, first: string, second: string) =>
    graph.relu(graph.sum(x, conv(conv(x, first, { relu: true }), second, { relu: false })));

  let x = down(down(INPUT, 'conv0', [2, 2]), 'conv1a', [2, 2]);
  x = residual(x, 'conv1b', 'conv1c');
  x = down(x, 'conv2a', [2, 1]);
  x = residual(residual(x, 'conv2b', 'conv2c'), 'conv2d', 'conv2e');
  x = conv(x, 'conv3', { pad: 'valid', relu: true });
  for (let i = 0; i < settings.blocks; i++) {
    const seen = conv(x, `ctx${i}depthwise`, { relu: false, isDepthwise: true });
    x = graph.sum(x, conv(conv(seen, `ctx${i}up`, { relu: true }), `ctx${i}down`, { relu: false }));
  }
  const scores = graph.channelsLast(conv(x, 'head', { relu: false }));
  return graph.finish(['lines', 1, LINE_HEIGHT, 'width'], scores, ['lines', 1, 'frames', settings.classes]);
}

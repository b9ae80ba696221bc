import { DETECTOR_MAPS, type DetectorSettings, detectorNetwork } from './detector-network.js';
import { foldBatchNorm } from '../weights/fold-batch-norm.js';
import type { NamedWeights } from '../weights/named-weights.js';
import { INPUT, OnnxGraph } from '../engines/onnx-graph.js';

/**
 * The line detector as an ONNX model: pixels [N, 1, H, W] with sides that are multiples of 16 ->
 * scores [N, 3, H / 2, W / 2], map after map. The layers are those of `detectorNetwork`, its batch
 * normalisation folded; a test holds the two to the same scores.
 */
export function detectorGraph(settings: DetectorSettings, weights: NamedWeights): Uint8Array {
  const folded = foldBatchNorm(detectorNetwork(settings), weights);
  const graph = new OnnxGraph();
  const layer = (x: string, name: string, options: Parameters<OnnxGraph['conv']>[3]) =>
    graph.conv(x, folded.get(`${name}/kernel`)!, folded.get(`${name}/bias`)!, options);
  const conv = (x: string, name: string, stride = 1) =>
    layer(x, `conv${name}`, { strides: [stride, stride], relu: true });
  const residual = (x: string, a: string, b: string) =>
    graph.relu(graph.sum(x, layer(conv(x, a), `conv${b}`, { relu: false })));
  const up = (x: string, passed: string, stage: number) =>
    conv(graph.sum(passed, graph.double(layer(x, `up${stage}`, { relu: false }))), `u${stage}`);

  const half = conv(INPUT, '1', 2);
  const quarter = residual(conv(half, '2a', 2), '2b', '2c');
  const eighth = residual(conv(quarter, '3a', 2), '3b', '3c');
  const deepest = residual(residual(conv(eighth, '4a', 2), '4b', '4c'), '4d', '4e');
  const maps = layer(up(up(up(deepest, eighth, 3), quarter, 2), half, 1), 'head', { relu: false });
  return graph.finish(['pages', 1, 'height', 'width'], maps, ['pages', DETECTOR_MAPS.length, 'rows', 'columns']);
}

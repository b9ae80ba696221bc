import { detectorInput, type GrayImage, type LineMaps } from '@longhand/core';
import type { Engine, EngineName } from '../engines/engine.js';
import { loadEngine } from '../engines/load-engine.js';
import { stopWebgpu } from '../engines/start-webgpu.js';
import { detectorGraph } from './detector-graph.js';
import { assertWeightsFit } from '../weights/named-weights.js';
import { readWeightsFile } from '../weights/read-weights-file.js';
import { decodeSafetensors } from '../weights/safetensors.js';
import { readDetectorManifest } from './detector-manifest.js';
import { detectorNetwork } from './detector-network.js';
import { type PlacedDetector, placeDetector, placeDetectorSession, toLineMaps } from './place-detector.js';

export interface DetectorOptions {
  /** The directory that holds `detector.json` and the weights. */
  readonly modelsDir: string;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly allowSoftwareGpu?: boolean;
}

export interface LineDetector extends PlacedDetector {
  /** Name and the first digits of the weights' sha256. */
  readonly modelVersion: string;
  readonly engine: Engine;
  /** True where lines are to be found with it unless somebody chooses the classical method. */
  readonly isDefault: boolean;
  /**
   * Where a page (0 = black; any size, of `CleanPage.gray` or as a camera gives it) has lines. One
   * call at a time.
   */
  detect(page: GrayImage): Promise<LineMaps>;
}

/**
 * Loads the line detector of `detector.json` on the fastest engine. Errors: see `loadEngine`,
 * `readDetectorManifest` and `readWeightsFile`.
 */
export async function loadDetector(options: DetectorOptions): Promise<LineDetector> {
  const { model, default: chosen } = await readDetectorManifest(options.modelsDir);
  const network = detectorNetwork(model.network);
  const weights = decodeSafetensors(await readWeightsFile(options.modelsDir, model));
  assertWeightsFit(network, weights);
  const { engine, session } = await loadEngine(options, () => detectorGraph(model.network, weights));
  const placed = session ? placeDetectorSession(session) : placeDetector(network, weights);
  return {
    modelVersion: `${model.name}@${model.sha256.slice(0, 12)}`,
    engine,
    scores: (input) => placed.scores(input),
    isDefault: chosen === 'learned',
    async detect(page) {
      const input = detectorInput(page);
      return toLineMaps(await placed.scores(input), input);
    },
    dispose() {
      placed.dispose();
      if (engine.name === 'webgpu') stopWebgpu();
    },
  };
}

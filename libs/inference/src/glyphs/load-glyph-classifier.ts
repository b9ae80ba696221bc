import { AppError } from '@longhand/core';
import type { Engine, EngineName } from '../engines/engine.js';
import { loadEngine } from '../engines/load-engine.js';
import { stopWebgpu } from '../engines/start-webgpu.js';
import { placeNetwork } from './place-network.js';
import { glyphGraph } from './glyph-graph.js';
import { placeGlyphSession } from './place-glyph-session.js';
import { GLYPH } from './score-glyphs.js';
import { softmaxRows } from './softmax.js';
import { loadWeights } from './load-weights.js';
import { findModel, readModelManifest } from './manifest.js';

export interface GlyphClassifierOptions {
  /** The directory that holds `manifest.json` and the weights. */
  readonly modelsDir: string;
  /** A name of the manifest; without it the manifest's default. */
  readonly model?: string | undefined;
  readonly backend?: EngineName | 'auto' | undefined;
  readonly allowSoftwareGpu?: boolean;
}

export interface GlyphClassifier {
  /** One character per class, in the order of the probabilities. */
  readonly alphabet: string;
  /** Name and the first digits of the weights' sha256, for instance `charnet-62@1f0c9a63be12`. */
  readonly modelVersion: string;
  readonly engine: Engine;
  /**
   * N glyphs of 28 x 28 bytes, row by row, 0 = paper and 255 = ink -> N rows of calibrated
   * probabilities, one per character of the alphabet. One call at a time per classifier and thread.
   * Throws `classifier.bad_input` for a length that is no multiple of 784.
   */
  classify(glyphs: Uint8Array): Promise<Float32Array>;
  dispose(): void;
}

/**
 * Loads a network of the manifest on the fastest engine. Errors: see `loadEngine`, `readManifest`
 * and `loadWeights`.
 */
export async function loadGlyphClassifier(options: GlyphClassifierOptions): Promise<GlyphClassifier> {
  const entry = findModel(await readModelManifest(options.modelsDir), options.model);
  const { network, weights } = await loadWeights(options.modelsDir, entry);
  const { engine, session } = await loadEngine(options, () => glyphGraph(entry.network, weights));
  const placed = session ? placeGlyphSession(session, network) : placeNetwork(network, weights);
  return {
    alphabet: entry.alphabet,
    modelVersion: `${entry.name}@${entry.sha256.slice(0, 12)}`,
    engine,
    async classify(glyphs) {
      if (glyphs.length % (GLYPH.height * GLYPH.width) !== 0)
        throw new AppError('classifier.bad_input', 'Glyphs must be 784 bytes each (28 x 28). Normalise them first.');
      return softmaxRows(await placed.logits(glyphs), network.classes, entry.temperature);
    },
    dispose() {
      placed.dispose();
      if (engine.name === 'webgpu') stopWebgpu();
    },
  };
}

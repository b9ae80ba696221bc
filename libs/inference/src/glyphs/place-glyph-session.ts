import type { OnnxSession } from '../engines/start-onnx.js';
import type { Network } from '../weights/network.js';
import { GLYPH, type GlyphNetwork, scoreGlyphs } from './score-glyphs.js';

/** A glyph network on ONNX Runtime (a session of `glyphGraph`). */
export function placeGlyphSession(session: OnnxSession, network: Pick<Network, 'input' | 'classes'>): GlyphNetwork {
  const { height, width } = network.input;
  return {
    logits: (glyphs) =>
      scoreGlyphs(glyphs, GLYPH, network, (pixels, batch) => session.run(pixels, [batch, 1, height, width])),
    dispose: () => session.dispose(),
  };
}

import { LINE_HEIGHT } from '../lines/line-network.js';
import { type PlacedLineNetwork, scoreLines } from '../lines/score-lines.js';
import type { Network } from '../networks/network.js';
import { GLYPH, type GlyphNetwork, scoreGlyphs } from '../score-glyphs.js';
import type { OnnxSession } from './start-onnx.js';

/** A line network on ONNX Runtime (a session of `lineGraph`). */
export function placeLineSession(session: OnnxSession, classes: number): PlacedLineNetwork {
  return {
    scores: (lines) =>
      scoreLines(lines, classes, (pixels, count, width) => session.run(pixels, [count, 1, LINE_HEIGHT, width])),
    dispose: () => session.dispose(),
  };
}

/** A glyph network on ONNX Runtime (a session of `glyphGraph`). */
export function placeGlyphSession(session: OnnxSession, network: Pick<Network, 'input' | 'classes'>): GlyphNetwork {
  const { height, width } = network.input;
  return {
    logits: (glyphs) =>
      scoreGlyphs(glyphs, GLYPH, network, (pixels, batch) => session.run(pixels, [batch, 1, height, width])),
    dispose: () => session.dispose(),
  };
}

import {
  type GroundTruthLine,
  type GroundTruthPage,
  type PolygonPoint,
  pointsOf,
  tidyText,
} from './ground-truth-page.js';
import { childElement, descendants, type XmlElement } from './xml-element.js';

/**
 * An ALTO file (2 to 4) that counts in pixels, as eScriptorium and kraken write it. Undefined when
 * the root element is not ALTO's.
 */
export function readAlto(root: XmlElement): GroundTruthPage | undefined {
  if (root.name !== 'alto') return undefined;
  const [page] = descendants(root, 'Page');
  return {
    image: descendants(root, 'fileName')[0]?.text.trim(),
    widthPx: Number(page?.attributes.WIDTH ?? 0),
    heightPx: Number(page?.attributes.HEIGHT ?? 0),
    lines: page ? descendants(page, 'TextLine').map(lineOf) : [],
  };
}

function lineOf(line: XmlElement): GroundTruthLine {
  const baseline = pointsOf(line.attributes.BASELINE);
  const words = line.children.filter(({ name }) => name === 'String');
  return {
    text: tidyText(words.map(({ attributes }) => attributes.CONTENT ?? '').join(' ')),
    polygon: outlineOf(line),
    // Older files give one height instead of points.
    baseline: baseline.length > 1 ? baseline : [],
  };
}

function outlineOf(line: XmlElement): PolygonPoint[] {
  const shape = childElement(line, 'Shape');
  const polygon = shape && childElement(shape, 'Polygon');
  if (polygon) return pointsOf(polygon.attributes.POINTS);
  const [x, y, width, height] = ['HPOS', 'VPOS', 'WIDTH', 'HEIGHT'].map((name) => Number(line.attributes[name]));
  if (![x, y, width, height].every(Number.isFinite)) return [];
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

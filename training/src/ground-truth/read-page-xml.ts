import {
  type GroundTruthLine,
  type GroundTruthPage,
  type PolygonPoint,
  pointsOf,
  tidyText,
} from './ground-truth-page.js';
import { childElement, descendants, type XmlElement } from './xml-element.js';

/**
 * A PAGE-XML file (2013 to 2019), as Transkribus and eScriptorium write it. Undefined when the root
 * element is not PAGE's.
 */
export function readPageXml(root: XmlElement): GroundTruthPage | undefined {
  const page = root.name === 'PcGts' ? childElement(root, 'Page') : undefined;
  if (!page) return undefined;
  return {
    image: page.attributes.imageFilename,
    widthPx: Number(page.attributes.imageWidth ?? 0),
    heightPx: Number(page.attributes.imageHeight ?? 0),
    lines: descendants(page, 'TextLine').map(lineOf),
  };
}

function lineOf(line: XmlElement): GroundTruthLine {
  const equivalent = childElement(line, 'TextEquiv');
  return {
    text: tidyText((equivalent && childElement(equivalent, 'Unicode')?.text) ?? ''),
    polygon: coordinatesOf(childElement(line, 'Coords')),
    baseline: coordinatesOf(childElement(line, 'Baseline')),
  };
}

/** Versions before 2013 wrote each point as an element. */
function coordinatesOf(element: XmlElement | undefined): PolygonPoint[] {
  if (!element) return [];
  if (element.attributes.points !== undefined) return pointsOf(element.attributes.points);
  return element.children.map(({ attributes }): PolygonPoint => [Number(attributes.x), Number(attributes.y)]);
}

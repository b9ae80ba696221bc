import { XMLParser } from 'fast-xml-parser';

/** One element of an XML file, its name without a namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside the element. */
  readonly text: string;
}

type Raw = Record<string, unknown> & { ':@'?: Record<string, string>; '#text'?: unknown };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Without this, numbered entities (&#39;) stay as they are.
  htmlEntities: true,
});

/**
 * The root element of an XML text. External entities are never resolved. @throws Error when the
 * text is no XML
 */
export function parseXml(text: string): XmlElement {
  const [root] = elementsOf(parser.parse(text, true) as Raw[]);
  if (!root) throw new Error('no root element');
  return root;
}

function elementsOf(nodes: readonly Raw[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text' && !key.startsWith('?'));
    if (name === undefined) return [];
    const inside = node[name] as Raw[];
    const text = inside.map((child) => ('#text' in child ? String(child['#text']) : '')).join('');
    return [{ name, attributes: node[':@'] ?? {}, children: elementsOf(inside), text }];
  });
}

/** Every element of this name below `element`, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

export const childElement = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

import { readFileSync } from 'node:fs';
import { XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';

/** The element's attributes and texts by an XPath with these prefixes. */
const prefixes = {
  alto: 'http://www.loc.gov/standards/alto/ns-v4#',
  page: 'http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15',
  html: 'http://www.w3.org/1999/xhtml',
};

/**
 * Parses a document, and holds it to a schema of `testing/` when one is named; throws with the
 * parser's own words.
 */
export function parseXml(text: string, schema?: 'alto-4-subset' | 'page-2019-subset'): XmlDocument {
  const document = XmlDocument.fromString(text);
  if (schema === undefined) return document;
  const source = readFileSync(new URL(`testing/${schema}.xsd`, import.meta.url), 'utf8');
  const xsd = XmlDocument.fromString(source);
  const validator = XsdValidator.fromDoc(xsd);
  try {
    validator.validate(document);
  } finally {
    validator.dispose();
    xsd.dispose();
  }
  return document;
}

/** The values that an XPath finds: of attributes, or the texts of elements. */
export function valuesAt(document: XmlDocument, path: string): string[] {
  return document
    .find(path, prefixes)
    .map((node) => ('value' in node ? String(node.value) : (node as XmlElement).content));
}

import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const KINDS = ['.txt', '.html', '.page', '.xhtml'];
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', rsquo: "'" };

/**
 * The paragraphs of the plain text and mark-up files below a folder, in the order of their paths.
 */
export async function readDocuments(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const paragraphs: string[] = [];
  for (const file of files.filter((name) => KINDS.includes(extname(name))).sort()) {
    const text = await readFile(join(folder, file), 'utf8');
    paragraphs.push(...(extname(file) === '.txt' ? text.split(/\n\s*\n/) : paragraphsOf(text)));
  }
  return paragraphs.map((paragraph) => paragraph.replace(/\s+/g, ' ').trim()).filter((text) => text.includes(' '));
}

/** The running text of HTML or Mallard: without code, scripts and the names of authors. */
function paragraphsOf(markup: string): string[] {
  return markup
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|pre|screen|code|info|head|address)\b[\s\S]*?<\/\1>/g, '')
    .split(/<\/?(?:p|div|li|title|h\d|dt|dd|td|th|section|item|page)\b[^>]*>/)
    .map((part) => part.replace(/<[^>]*>/g, '').replace(/&(#?\w+);/g, (whole, name) => entityOf(name) ?? whole));
}

function entityOf(name: string): string | undefined {
  if (/^#x[\da-f]+$/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
  if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)));
  return ENTITIES[name];
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../../web/dist', import.meta.url));
const MAX_BYTES = 200_000;

/**
 * Every script that the browser loads before it shows the first page: those that the page names,
 * and what they import.
 */
function firstScripts(): string[] {
  const html = readFileSync(`${dist}/index.html`, 'utf8');
  const found = new Set<string>();
  const add = (path: string) => {
    if (found.has(path)) return;
    found.add(path);
    const text = readFileSync(dist + path, 'utf8');
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) add(`/assets/${name}`);
  };
  for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)) add(path);
  return [...found];
}

it('the first load has at most 200 kB of script, gzipped, and none of it stands in the page', () => {
  const scripts = firstScripts();
  const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(dist + path)).length, 0);
  console.log(`first load: ${scripts.length} scripts, ${(bytes / 1000).toFixed(1)} kB gzip`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  expect(readFileSync(`${dist}/index.html`, 'utf8')).not.toMatch(/<script(?![^>]*\bsrc=)/);
});

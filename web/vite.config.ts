import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

// The API that `npm run dev` in this folder talks to: the one that `longhand up` runs.
const api = 'http://127.0.0.1:8080';

/**
 * Writes program.json, the list of files that the service worker keeps for a day without a network.
 */
const programList: Plugin = {
  name: 'program-list',
  generateBundle(_, bundle) {
    const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
    this.emitFile({ type: 'asset', fileName: 'program.json', source: JSON.stringify(files.map((name) => `/${name}`)) });
  },
};

/** Writes scripts and styles a second time, compressed, for the API to send as they are. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle({ dir = '' }, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (!/^assets\/.*\.(js|css)$/.test(name)) continue;
      const content = file.type === 'chunk' ? file.code : file.source;
      writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  plugins: [react(), programList, compressed],
  // The page is built before the packages are: it takes their sources.
  resolve: { conditions: ['@longhand/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    // No file is put into the page as a data: URL, and no script stands in it: the content security
    // policy forbids both.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': api, '/health': api, '/openapi.json': api, '/docs': api } },
});

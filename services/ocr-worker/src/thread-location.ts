/** Where a worker thread's program lies, and the Node options that it needs. */
export interface ThreadLocation {
  url: URL;
  execArgv: string[];
}

// Node strips types but resolves neither our .js endings to .ts files nor the packages' source condition by itself.
const sourceHooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const isOurs = /^\\.{1,2}\\//.test(specifier) && context.parentURL?.endsWith('.ts');
  return next(isOurs ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;

/**
 * A module of this package as a worker thread: the built file beside a built caller, the TypeScript source beside a source caller (tests and
 * development, where nothing need be built).
 *
 * @param name file name without ending.
 * @param callerUrl the caller's `import.meta.url`.
 */
export function threadLocation(name: string, callerUrl: string): ThreadLocation {
  if (!callerUrl.endsWith('.ts')) return { url: new URL(`./${name}.js`, callerUrl), execArgv: [] };
  const hooks = `data:text/javascript,${encodeURIComponent(sourceHooks)}`;
  return {
    url: new URL(`./${name}.ts`, callerUrl),
    execArgv: ['--conditions=@longhand/source', '--import', hooks],
  };
}

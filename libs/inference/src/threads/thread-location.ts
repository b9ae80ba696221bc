/** Where a worker thread's program lies, and the Node options that it needs. */
export interface ThreadLocation {
  url: URL;
  execArgv: string[];
}

// Node strips types but resolves neither our .js endings to .ts files nor the packages' source
// condition by itself.
const sourceHooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const isOurs = /^\\.{1,2}\\//.test(specifier) && context.parentURL?.endsWith('.ts');
  return next(isOurs ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;

/**
 * Node's options for a thread or a process that starts from a module beside the caller: none for a
 * built caller.
 */
export function sourceLoaderOptions(callerUrl: string): string[] {
  if (!callerUrl.endsWith('.ts')) return [];
  return ['--conditions=@longhand/source', '--import', `data:text/javascript,${encodeURIComponent(sourceHooks)}`];
}

/**
 * A module beside its caller as a worker thread: the built file beside a built caller, the
 * TypeScript source beside a source caller (tests and development, where nothing need be built).
 *
 * @param name file name without ending.
 * @param callerUrl the caller's `import.meta.url`.
 */
export function threadLocation(name: string, callerUrl: string): ThreadLocation {
  const ending = callerUrl.endsWith('.ts') ? 'ts' : 'js';
  return { url: new URL(`./${name}.${ending}`, callerUrl), execArgv: sourceLoaderOptions(callerUrl) };
}

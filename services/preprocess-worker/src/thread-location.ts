/** Where a worker thread's program lies, and the Node options that it needs. */
export interface ThreadLocation {
  filename: string;
  execArgv: string[];
}

// Node strips types, but it neither takes a .js ending for a .ts file nor knows the packages' source condition.
const sourceHooks = `import { registerHooks } from 'node:module';
registerHooks({ resolve(specifier, context, next) {
  const isSource = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
  return next(isSource ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
} });`;

/** A module beside its caller as a thread: the built file in production, the TypeScript source in tests and development. */
export function threadLocation(name: string, callerUrl: string): ThreadLocation {
  if (!callerUrl.endsWith('.ts')) return { filename: new URL(`./${name}.js`, callerUrl).href, execArgv: [] };
  return {
    filename: new URL(`./${name}.ts`, callerUrl).href,
    execArgv: ['--conditions=@longhand/source', '--import', `data:text/javascript,${encodeURIComponent(sourceHooks)}`],
  };
}

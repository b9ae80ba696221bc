/**
 * Node's options for a thread or a process that starts from a module beside this one. Compiled code needs none. Run from its
 * TypeScript sources (tests), Node strips the types itself, but has to be told that an import of `./x.js` means `./x.ts` there.
 */
export function sourceLoaderOptions(moduleUrl: string): string[] {
  if (!moduleUrl.endsWith('.ts')) return [];
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(specifier, context, next) {
      try { return next(specifier, context); } catch (error) {
        if (!specifier.startsWith('.') || !specifier.endsWith('.js')) throw error;
        return next(specifier.slice(0, -3) + '.ts', context);
      }
    } });`;
  return ['--conditions=@longhand/source', '--import', `data:text/javascript,${encodeURIComponent(hook)}`];
}

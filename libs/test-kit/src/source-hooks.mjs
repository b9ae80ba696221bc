// Lets plain `node --conditions=@longhand/source --import <this file> program.ts` run the
// workspace's sources, so that tests can start and kill real processes without a build. Node strips
// the types itself; only the `.js` endings of our imports have to be led to the `.ts` files.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND' || !specifier.startsWith('.') || !specifier.endsWith('.js'))
        throw error;
      return nextResolve(`${specifier.slice(0, -3)}.ts`, context);
    }
  },
});

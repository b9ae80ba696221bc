import { registerHooks } from 'node:module';

// Preloaded into a service by the chaos suite (`node --import this?FOLDER`): what opens the
// service's ports is put behind fault points. Nothing of it is in the services themselves.
const real = new URL('../../../libs/runtime/dist/open-everything.js', import.meta.url).href;
const stand = new URL(`./open-with-faults.js${new URL(import.meta.url).search}`, import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url === real ? { ...found, url: stand } : found;
  },
});

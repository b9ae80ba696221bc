export { createApp } from './create-app.js';
export type { ApiDeps, RelayHandle } from './deps.js';

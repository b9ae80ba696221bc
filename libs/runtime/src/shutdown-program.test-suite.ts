// A program for on-shutdown.int.test.ts. Its argument: {stop: 'quick' | 'fails' | 'never'}.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@longhand/log';
import { onShutdown } from './on-shutdown.js';

const { stop } = JSON.parse(process.argv[2]);
const stops: Record<string, () => Promise<void>> = {
  quick: async () => {
    await sleep(200);
    process.stdout.write('stopped\n');
  },
  fails: async () => {
    throw new Error('could not');
  },
  never: () => new Promise(() => {}),
};

onShutdown(createLogger({ service: 'test', level: 'silent' }), stops[stop]);
setInterval(() => {}, 1000);
process.stdout.write('ready\n');

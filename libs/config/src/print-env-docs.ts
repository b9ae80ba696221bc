import { listSettings } from './setting.js';
import { settings } from './settings.js';

/**
 * The two texts that are generated from the settings: docs/configuration.md and .env.example.
 * The same on every machine: a default that depends on it is described, not printed.
 */
export function printEnvDocs(): { markdown: string; envExample: string } {
  const all = listSettings(settings);
  const markdown = [
    '# Configuration',
    '',
    'Every setting is a variable of the environment, read once at the start by `libs/config`. A bad value stops the program and names the key.',
    'This page is generated from `libs/config/src/settings.ts` by `npm run docs`; edit it there.',
    '',
    '| variable | default | meaning |',
    '|---|---|---|',
    ...all.map(
      ({ env, default: fallback, defaultDoc, doc }) => `| \`${env}\` | ${defaultDoc ?? code(fallback)} | ${doc} |`,
    ),
    '',
  ];
  const envExample = [
    '# Generated from libs/config/src/settings.ts by `npm run docs`. Copy to .env and uncomment what differs.',
    '',
    ...all.flatMap(({ env, default: fallback, defaultDoc, doc }) => [
      `# ${doc}`,
      `# ${env}=${defaultDoc ? '' : fallback}`,
      '',
    ]),
  ];
  return { markdown: markdown.join('\n'), envExample: envExample.join('\n') };
}

const code = (text: string): string => (text === '' ? 'none' : `\`${text}\``);

import { listSettings } from './setting.js';
import { settings } from './settings.js';

/**
 * Settings that docker-compose.yml sets itself: the addresses of its parts, and settings without
 * meaning inside a container.
 */
export const setByCompose: ReadonlySet<string> = new Set(
  [
    'DATABASE_URL SERVICE_DATABASE_URL QUEUE_URL STORAGE_URL S3_ACCESS_KEY S3_SECRET_KEY STORAGE_KEY',
    // HTTP_HOST and HTTP_PORT are the address on the machine; inside the container it is fixed, as
    // are the address of a worker's health check and the models.
    'HTTP_HOST HTTP_PORT HEALTH_HOST HEALTH_PORT MODELS_DIR',
    // Of one service each.
    'BACKUP_DIR BACKUP_INTERVAL_HOURS BACKUP_KEEP BACKUP_KEY AUDIT_CHECK_HOURS AUDIT_ANCHOR_KEY AUDIT_ANCHOR_FILE',
    // Of the command line, of training and of the chaos suite.
    'LONGHAND_URL LONGHAND_API_KEY LONGHAND_DATA FAULTS_DIR',
  ].flatMap((names) => names.split(' ')),
);

/**
 * The texts that are generated from the settings: docs/configuration.md, .env.example, and the
 * settings that docker-compose.yml passes on. The texts are the same on every machine: a default
 * that depends on the machine is described, not printed.
 */
export function printEnvDocs(): { markdown: string; envExample: string; composeSettings: string } {
  const all = listSettings(settings);
  const markdown = [
    '# Configuration',
    '',
    'Every setting is an environment variable, which `libs/config` reads once at start-up. An invalid value ' +
      'stops the program with an error that names the variable.',
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
    '# Generated from libs/config/src/settings.ts by `npm run docs`. Copy to .env, and uncomment and change ' +
      'what you need.',
    '',
    ...all.flatMap(({ env, default: fallback, defaultDoc, doc }) => [
      `# ${doc}`,
      `# ${env}=${defaultDoc ? '' : fallback}`,
      '',
    ]),
  ];
  const composeSettings = all
    .filter(({ env }) => !setByCompose.has(env))
    .map(({ env }) => `    ${env}: \${${env}:-}\n`)
    .join('');
  return { markdown: markdown.join('\n'), envExample: envExample.join('\n'), composeSettings };
}

const code = (text: string): string => (text === '' ? 'none' : `\`${text}\``);

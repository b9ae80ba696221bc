import { UsageError } from '../cli-error.js';
import type { Command } from '../command.js';
import { withRepositories } from '../system/with-repositories.js';

export const audit: Command = {
  name: 'audit',
  summary: 'check that the audit log is complete, sign its end, or show its latest entries',
  usage: 'verify|anchor|list [--tenant NAME] [--head HASH] [--anchor FILE --key FILE] [--limit N]',
  optionHelp: [
    ['--tenant NAME', 'only this tenant (verify: all tenants; list: default)'],
    ['--head HASH', 'verify: check that the log still contains this head, which you noted earlier'],
    ['--anchor FILE', 'verify: compare the logs with the signed anchors in this file'],
    ['--key FILE', 'verify: public key that the anchors must be signed with (PEM)'],
    ['--limit N', 'list: number of entries (default: 20)'],
  ],
  examples: [
    'longhand audit verify',
    'longhand audit anchor >> /elsewhere/audit-anchors.jsonl',
    'longhand audit verify --anchor /elsewhere/audit-anchors.jsonl --key anchor-key.pub.pem',
    'longhand audit list --limit 100',
  ],
  options: {
    tenant: { type: 'string' },
    head: { type: 'string' },
    anchor: { type: 'string' },
    key: { type: 'string' },
    limit: { type: 'string' },
  },

  async run(input) {
    const [action] = input.words;
    if (action !== 'verify' && action !== 'anchor' && action !== 'list')
      throw new UsageError('audit: use "audit verify", "audit anchor" or "audit list".');
    return withRepositories(input, async (db) => {
      if (action === 'list') return (await import('../audit/list-audit.js')).listAudit(db, input);
      if (action === 'anchor') return (await import('../audit/print-anchor.js')).printAnchor(db, input);
      return (await import('../audit/verify-audit.js')).verifyAudit(db, input);
    });
  },
};

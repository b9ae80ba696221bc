import type { Schemas } from '@longhand/api-client';

export type AuditRow = Schemas['AuditRow'];

const actions: Readonly<Record<string, string>> = {
  'batch.create': 'Added files',
  'batch.finish': 'Finished adding files',
  'batch.read': 'Looked at added files',
  'batch.export': 'Exported added files',
  'upload.begin': 'Began to send a file',
  'upload.part': 'Sent a part of a file',
  'upload.remove': 'Gave up sending a file',
  'document.list': 'Listed documents',
  'document.read': 'Read a document',
  'document.original': 'Downloaded an original',
  'document.change': 'Changed a document',
  'document.retry': 'Set a document going again',
  'document.cancel': 'Stopped a document',
  'document.delete': 'Deleted a document',
  'document.export': 'Exported a document',
  'document.retain': 'Changed a hold',
  'page.read': 'Read a page',
  'page.rotate': 'Turned a page',
  'word.correct': 'Corrected a word',
  'review.settings': 'Review settings',
  'key.list': 'Listed keys',
  'key.create': 'Made a key',
  'key.revoke': 'Revoked a key',
  'user.list': 'Listed people',
  'user.create': 'Added a person',
  'user.change': 'Changed a person',
  'user.reset': 'Gave a new password',
  'session.start': 'Signed in',
  'session.locked': 'Was locked out after wrong passwords',
  'session.end': 'Signed out',
  'glass.break': 'Took access in an emergency',
  'glass.use': 'Used access in an emergency',
  'glass.list': 'Looked at emergencies',
  'glass.end': 'Ended an emergency',
  'usage.read': 'Looked at the usage',
  'self.read': 'Opened the page',
  'self.password': 'Changed the own password',
  'audit.read': 'Read the audit log',
  'audit.verify': 'Checked the audit log',
  'rate.limited': 'Sent too many requests',
  refused: 'Was refused',
  search: 'Searched',
};

export const sentenceOfRow = ({ action }: Pick<AuditRow, 'action'>): string => actions[action] ?? action;

const fine = new Set(['done', 'allowed', 'begun']);

/** Whether the row says that something was not done. */
export const isRefusal = ({ outcome }: Pick<AuditRow, 'outcome'>): boolean =>
  outcome !== undefined && !fine.has(outcome);

/** `role: clerk → admin`, from the JSON of the row. */
export function changesText({ changes }: Pick<AuditRow, 'changes'>): string {
  if (!changes) return '';
  const fields = Object.entries(JSON.parse(changes) as Record<string, unknown>);
  return fields.map(([name, value]) => `${name}: ${valueText(value)}`).join(' · ');
}

function valueText(value: unknown): string {
  if (Array.isArray(value) && value.length === 2 && value.every((one) => typeof one !== 'object' || one === null)) {
    return value[0] === value[1] ? String(value[0] ?? 'none') : value.map((one) => String(one ?? 'none')).join(' → ');
  }
  if (Array.isArray(value)) return value.join(', ');
  return String(value ?? 'none');
}

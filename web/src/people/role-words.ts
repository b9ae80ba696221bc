import type { Schemas } from '@longhand/api-client';

export type Role = Schemas['KeyRole'];

/** What each role may do, as a sentence. */
export const roleWords: Readonly<Record<Role, { label: string; may: string }>> = {
  clerk: { label: 'Clerk', may: 'Adds records, reads them and searches.' },
  reviewer: { label: 'Reviewer', may: 'Does what a clerk does, and corrects words.' },
  auditor: { label: 'Auditor', may: 'Sees who did what, and no records.' },
  admin: { label: 'Administrator', may: 'Does everything: people, keys, deleting and holds too.' },
};

export const roleChoices = Object.entries(roleWords).map(([value, { label }]) => ({ value, label }));

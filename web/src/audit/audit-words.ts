import type { Schemas } from '@longhand/api-client';
import { t } from 'i18next';
import type catalogue from '../language/catalogue/en.json';

export type AuditRow = Schemas['AuditRow'];
type AuditAction = keyof typeof catalogue.audit.actions;

/** What was done, in a few words; an action of a later version stands as it is. */
export function sentenceOfRow({ action }: Pick<AuditRow, 'action'>): string {
  return t(`audit.actions.${action.replace('.', '_') as AuditAction}`, { defaultValue: action });
}

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
    return value[0] === value[1]
      ? String(value[0] ?? t('audit.none'))
      : value.map((one) => String(one ?? t('audit.none'))).join(' → ');
  }
  if (Array.isArray(value)) return value.join(', ');
  return String(value ?? t('audit.none'));
}

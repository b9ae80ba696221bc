import type { Schemas } from '@longhand/api-client';
import { t } from 'i18next';

export type Role = Schemas['KeyRole'];

const roles: readonly Role[] = ['clerk', 'reviewer', 'auditor', 'admin'];

export const roleLabel = (role: Role): string => t(`people.roles.${role}`);

export const roleChoices = () => roles.map((value) => ({ value, label: roleLabel(value) }));

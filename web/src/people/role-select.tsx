import { Select } from '@mantine/core';
import { t } from 'i18next';
import { type Role, roleChoices } from './role-words.js';

/** Chooses a role, and says what it may do. */
export function RoleSelect({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <Select
      label={t('people.role')}
      description={t(`people.rights.${role}`)}
      data={roleChoices()}
      value={role}
      allowDeselect={false}
      onChange={(value) => value && onChange(value as Role)}
    />
  );
}

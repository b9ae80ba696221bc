import { Select } from '@mantine/core';
import { type Role, roleChoices, roleWords } from './role-words.js';

/** Chooses a role, and says what it may do. */
export function RoleSelect({ role, onChange }: { role: Role; onChange: (role: Role) => void }) {
  return (
    <Select
      label="Role"
      description={roleWords[role].may}
      data={roleChoices}
      value={role}
      allowDeselect={false}
      onChange={(value) => value && onChange(value as Role)}
    />
  );
}

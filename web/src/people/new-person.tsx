import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, bodyOf, type MadeUser } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';
import { RoleSelect } from './role-select.js';
import type { Role } from './role-words.js';

/** Lets somebody sign in with a name and a password, which the answer holds. */
export function NewPerson({ onMade, onClose }: { onMade: (user: MadeUser) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('clerk');
  const make = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/users', { body: { name: name.trim(), role } })),
    onSuccess: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Add a person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name to sign in with"
            description="Letters, digits and . _ - @ without blanks"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <RoleSelect role={role} onChange={setRole} />
          {make.error && <ErrorNotice error={make.error} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

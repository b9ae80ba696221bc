import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from 'i18next';
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
    <Modal opened onClose={onClose} title={t('people.add')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('people.signInName')}
            description={t('people.signInNameHint')}
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
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('people.addShort')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

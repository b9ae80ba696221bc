import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from 'i18next';
import { type FormEvent, useState } from 'react';
import { api, bodyOf, type MadeKey } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';
import { RoleSelect } from './role-select.js';
import type { Role } from './role-words.js';

const forever = 'forever';
const validities = () => [
  { value: '30', label: t('keys.days', { count: 30 }) },
  { value: '365', label: t('keys.year') },
  { value: forever, label: t('keys.untilRevoked') },
];

/** Makes a key for a program, or for a person without a password; the answer holds it. */
export function NewKeyForm({ onMade, onClose }: { onMade: (key: MadeKey) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('clerk');
  const [days, setDays] = useState('365');
  const make = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/v1/keys', {
          body: { name: name.trim(), role, ...(days !== forever && { expiresInDays: Number(days) }) },
        }),
      ),
    onSuccess: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t('keys.make')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('keys.purpose')}
            description={t('keys.purposeHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <RoleSelect role={role} onChange={setRole} />
          <Select
            label={t('keys.validFor')}
            data={validities()}
            value={days}
            allowDeselect={false}
            onChange={(value) => value && setDays(value)}
          />
          {make.error && <ErrorNotice error={make.error} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('keys.makeShort')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

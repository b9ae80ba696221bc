import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { useState } from 'react';
import { api, bodyOf, type Key, type MadeKey } from '../api/client.js';
import { ApiProblem } from '../api/api-problem.js';
import { ErrorNotice } from '../shell/notice.js';
import { dateText } from '../shell/words.js';
import { stateOfKey } from './key-state.js';
import { NewKeyForm } from './new-key-form.js';
import { roleLabel } from './role-words.js';
import { ShownOnce } from './shown-once.js';

/** Keys that programs use, and people without a password. */
export function KeysSection() {
  const client = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey>();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['keys'],
    queryFn: () => bodyOf(api.GET('/v1/keys')),
  });
  return (
    <Stack component="section" gap="sm" aria-labelledby="keys">
      <Group justify="space-between">
        <Title order={2} size="h3" id="keys">
          {t('keys.title')}
        </Title>
        <Button variant="default" onClick={() => setMaking(true)}>
          {t('keys.make')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('keys.intro')}
      </Text>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton h={80} />}
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('keys.title')}>
        {data?.keys.map((key) => (
          <li key={key.id}>
            <KeyRow apiKey={key} />
          </li>
        ))}
      </Stack>
      {isMaking && (
        <NewKeyForm
          onMade={(key) => {
            setMaking(false);
            setMade(key);
            void client.invalidateQueries({ queryKey: ['keys'] });
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made && (
        <ShownOnce
          title={t('keys.keyFor', { name: made.name })}
          what={t('keys.keyHint')}
          secret={made.key}
          onClose={() => setMade(undefined)}
        />
      )}
    </Stack>
  );
}

function KeyRow({ apiKey }: { apiKey: Key }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: (isSure: boolean) =>
      api.DELETE('/v1/keys/{id}', { params: { path: { id: apiKey.id }, query: isSure ? { sure: 'yes' } : {} } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  const { name, prefix, role, createdAt } = apiKey;
  // The server asks a second time.
  const isLast = revoke.error instanceof ApiProblem && revoke.error.code === 'key.last_admin';
  const { isValid, words } = stateOfKey(apiKey, new Date());
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 180px', minWidth: 0 }}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {`lh_${prefix} · ${roleLabel(role)} · ${t('keys.made', { date: dateText(createdAt.slice(0, 10)) })}`}
          </Text>
          <Badge color={isValid ? 'green' : 'gray'} variant="dot" tt="none" fw={500}>
            {words}
          </Badge>
        </div>
        {isValid && !isAsking && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => setAsking(true)}
            aria-label={t('keys.revokeNamed', { name })}
          >
            {t('keys.revoke')}
          </Button>
        )}
        {isValid && isAsking && (
          <Group gap="xs">
            <Text size="sm">{t(isLast ? 'keys.lastAdmin' : 'keys.stopsAtOnce')}</Text>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.keepIt')}
            </Button>
            <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate(isLast)}>
              {t(isLast ? 'keys.revokeLast' : 'keys.revoke')}
            </Button>
          </Group>
        )}
      </Group>
      {revoke.error && !isLast && <ErrorNotice error={revoke.error} />}
    </Paper>
  );
}

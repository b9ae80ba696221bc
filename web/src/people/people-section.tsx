import { Badge, Button, Group, Paper, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { useState } from 'react';
import { api, bodyOf, type MadeUser, type User } from '../api/client.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { NewPerson } from './new-person.js';
import { type Role, roleChoices } from './role-words.js';
import { ShownOnce } from './shown-once.js';

/** Who signs in with a name and a password. */
export function PeopleSection() {
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeUser>();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['users'],
    queryFn: () => bodyOf(api.GET('/v1/users')),
  });
  const show = (user: MadeUser) => {
    setAdding(false);
    setMade(user);
    void client.invalidateQueries({ queryKey: ['users'] });
  };
  return (
    <Stack component="section" gap="sm" aria-labelledby="people">
      <Group justify="space-between">
        <Title order={2} size="h3" id="people">
          {t('people.title')}
        </Title>
        <Button onClick={() => setAdding(true)}>{t('people.add')}</Button>
      </Group>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton h={80} />}
      {data?.users.length === 0 && (
        <EmptyState icon="people" title={t('people.empty')}>
          {t('people.emptyText')}
        </EmptyState>
      )}
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('people.title')}>
        {data?.users.map((user) => (
          <li key={user.id}>
            <PersonRow user={user} onPassword={show} />
          </li>
        ))}
      </Stack>
      {isAdding && <NewPerson onMade={show} onClose={() => setAdding(false)} />}
      {made && (
        <ShownOnce
          title={t('people.passwordFor', { name: made.name })}
          what={t('people.passwordHint', { name: made.name })}
          secret={made.password}
          onClose={() => setMade(undefined)}
        />
      )}
    </Stack>
  );
}

function PersonRow({ user, onPassword }: { user: User; onPassword: (user: MadeUser) => void }) {
  const client = useQueryClient();
  const path = { path: { id: user.id } };
  const change = useMutation({
    mutationFn: (body: { role?: Role; isDisabled?: boolean }) =>
      bodyOf(api.PATCH('/v1/users/{id}', { params: path, body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  const reset = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/users/{id}/password', { params: path })),
    onSuccess: onPassword,
  });
  const isDisabled = user.disabledAt !== undefined;
  const failure = change.error ?? reset.error;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 180px', minWidth: 0 }}>
          <Text fw={600} truncate>
            {user.name}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`people.rights.${user.role}`)}
          </Text>
          {isDisabled && (
            <Badge color="gray" variant="dot" tt="none" fw={500}>
              {t('people.disabled')}
            </Badge>
          )}
          {user.mustChangePassword && !isDisabled && (
            <Badge color="yellow" variant="dot" tt="none" fw={500}>
              {t('people.noPasswordYet')}
            </Badge>
          )}
        </div>
        <Group gap="xs">
          <Select
            aria-label={t('people.roleOf', { name: user.name })}
            data={roleChoices()}
            value={user.role}
            allowDeselect={false}
            disabled={isDisabled || change.isPending}
            w={150}
            onChange={(role) => role && change.mutate({ role: role as Role })}
          />
          <Button
            variant="default"
            loading={reset.isPending}
            disabled={isDisabled}
            onClick={() => reset.mutate()}
            aria-label={t('people.newPasswordNamed', { name: user.name })}
          >
            {t('people.newPassword')}
          </Button>
          <Button
            variant="subtle"
            color={isDisabled ? 'gray' : 'red'}
            loading={change.isPending}
            onClick={() => change.mutate({ isDisabled: !isDisabled })}
            aria-label={t(isDisabled ? 'people.letInNamed' : 'people.lockOutNamed', { name: user.name })}
          >
            {t(isDisabled ? 'people.letIn' : 'people.lockOut')}
          </Button>
        </Group>
      </Group>
      {failure && <ErrorNotice error={failure} />}
    </Paper>
  );
}

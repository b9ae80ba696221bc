import { Badge, Button, Container, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { api, bodyOf, type OwnSession } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { momentText } from '../shell/words.js';

/** Where a person is signed in, and signing out everywhere else. */
export default function SessionsPage() {
  useTitle(t('sessions.title'));
  const client = useQueryClient();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => bodyOf(api.GET('/v1/sessions')),
  });
  const endOthers = useMutation({
    mutationFn: () => bodyOf(api.DELETE('/v1/sessions/others')),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
  });
  const hasOthers = data?.sessions.some(({ isCurrent }) => !isCurrent) ?? false;
  return (
    <Container size="md" p={0}>
      <Stack gap="sm">
        <Title order={1} size="h2">
          {t('sessions.title')}
        </Title>
        <Text c="dimmed">{t('sessions.intro')}</Text>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <Skeleton h={80} />}
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('sessions.title')}>
          {data?.sessions.map((session) => (
            <li key={session.id}>
              <SessionRow session={session} />
            </li>
          ))}
        </Stack>
        {data && !hasOthers && <Text>{t('sessions.noOthers')}</Text>}
        {hasOthers && (
          <Group>
            <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
              {t('sessions.endOthers')}
            </Button>
          </Group>
        )}
        {endOthers.error && <ErrorNotice error={endOthers.error} />}
      </Stack>
    </Container>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600}>{t('sessions.since', { time: momentText(session.startedAt) })}</Text>
          <Text size="sm" c="dimmed">
            {t('sessions.lastUsed', { time: momentText(session.lastSeenAt) })}
          </Text>
        </div>
        {session.isCurrent && (
          <Badge color="green" variant="dot" tt="none" fw={500}>
            {t('sessions.current')}
          </Badge>
        )}
      </Group>
    </Paper>
  );
}

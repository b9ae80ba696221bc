import { Alert, Badge, Button, Container, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { api, bodyOf } from '../api/client.js';
import { roleLabel } from '../people/role-words.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { momentText } from '../shell/words.js';
import { type AuditRow, changesText, isRefusal, sentenceOfRow } from './audit-words.js';

/** Who did what, for those who watch over it. */
export default function AuditPage() {
  useTitle(t('audit.title'));
  return (
    <Container size="md" p={0}>
      <Stack gap="xl">
        <Title order={1} size="h2">
          {t('audit.title')}
        </Title>
        <Whole />
        <Emergencies />
        <Rows />
      </Stack>
    </Container>
  );
}

/** Reads the whole log when somebody asks for it. */
function Whole() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['audit-report'],
    queryFn: () => bodyOf(api.GET('/v1/audit/verify')),
    enabled: false,
    gcTime: 0,
  });
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t('audit.check')}
        </Button>
      </Group>
      {error && <ErrorNotice error={error} />}
      {data?.isIntact && (
        <Alert color="green" role="status" title={t('audit.intact')}>
          {t('audit.intactRows', { count: data.rows })} <code style={{ overflowWrap: 'anywhere' }}>{data.head}</code>
        </Alert>
      )}
      {data && !data.isIntact && (
        <Alert color="red" role="alert" title={t('audit.broken')}>
          {data.brokenAt ? t('audit.brokenAt', { row: data.brokenAt }) : t('audit.brokenEnd')}
        </Alert>
      )}
    </Stack>
  );
}

function Emergencies() {
  const { data, error } = useQuery({
    queryKey: ['emergencies'],
    queryFn: () => bodyOf(api.GET('/v1/break-glass')),
  });
  if (error) return <ErrorNotice error={error} />;
  if (!data || data.emergencies.length === 0) return null;
  return (
    <Stack component="section" gap="xs" aria-labelledby="emergencies">
      <Title order={2} size="h4" id="emergencies">
        {t('audit.emergencies')}
      </Title>
      {data.emergencies.map(({ id, name, role, reason, createdAt, expiresAt, endedAt }) => (
        <Paper key={id} withBorder p="sm">
          <Text fw={600}>
            {name} ({roleLabel(role)})
          </Text>
          <Text size="sm">{reason}</Text>
          <Text size="xs" c="dimmed">
            {t('audit.period', { from: momentText(createdAt), to: momentText(endedAt ?? expiresAt) })}
          </Text>
        </Paper>
      ))}
    </Stack>
  );
}

function Rows() {
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) =>
      bodyOf(api.GET('/v1/audit', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.cursor : undefined),
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Stack component="section" gap="xs" aria-labelledby="rows">
      <Title order={2} size="h4" id="rows">
        {t('audit.newestFirst')}
      </Title>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && !error && <Skeleton h={120} />}
      {data && rows.length === 0 && (
        <EmptyState icon="clock" title={t('audit.empty')}>
          {t('audit.emptyText')}
        </EmptyState>
      )}
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('audit.list')}>
        {rows.map((row) => (
          <li key={row.id}>
            <Row row={row} />
          </li>
        ))}
      </Stack>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </Stack>
  );
}

function Row({ row }: { row: AuditRow }) {
  const changes = changesText(row);
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {sentenceOfRow(row)}
        </Text>
        {isRefusal(row) && (
          <Badge color="orange" variant="light" tt="none" c="var(--mantine-color-text)">
            {row.outcome}
          </Badge>
        )}
      </Group>
      {changes && <Text size="sm">{changes}</Text>}
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {momentText(row.at)} · {row.actor}
        {row.object !== '-' && ` · ${row.object}`}
        {row.address && ` · ${t('audit.fromAddress', { address: row.address })}`}
      </Text>
    </Paper>
  );
}

import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { Link } from 'react-router';
import { api, bodyOf } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';
import { momentText } from '../shell/words.js';
import { batchColour, batchSentence } from './batch-words.js';

/** What was added before, newest first. */
export function EarlierUploads() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['batches'],
    queryFn: ({ pageParam }) =>
      bodyOf(api.GET('/v1/batches', { params: { query: { limit: 10, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.cursor : undefined),
  });
  const batches = data?.pages.flatMap((page) => page.batches) ?? [];
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (batches.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        {t('uploads.before')}
      </Title>
      {batches.map((batch) => (
        <Link key={batch.id} to={`/uploads/${batch.id}`} className="row-link">
          <Paper withBorder p="sm">
            <Group gap="sm" wrap="nowrap">
              <span className="dot" style={{ background: `var(--mantine-color-${batchColour[batch.status]}-6)` }} />
              <div style={{ flex: 1 }}>
                <Text fw={500}>
                  {momentText(batch.createdAt)} · {t('common.files', { count: batch.counts.files })}
                </Text>
                <Text size="sm" c="dimmed">
                  {batchSentence(batch)}
                </Text>
              </div>
              {batch.counts.rejected > 0 && (
                <Badge color="orange" variant="light" tt="none" c="var(--mantine-color-text)">
                  {t('uploads.notAcceptedShort', { count: batch.counts.rejected })}
                </Badge>
              )}
            </Group>
          </Paper>
        </Link>
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </Stack>
  );
}

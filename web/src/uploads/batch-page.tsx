import { Container, Group, Paper, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { api, type Batch, bodyOf } from '../api/client.js';
import { useLive } from '../api/use-live.js';
import { ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { momentText, percentText, timeLeftText } from '../shell/words.js';
import { BatchReceipt } from './batch-receipt.js';
import { batchColour, batchSentence, isBatchDone } from './batch-words.js';
import { SendingCard } from './sending-card.js';
import { useUploads } from './use-uploads.js';

/** One batch of files: its progress, and the outcome of every file. */
export default function BatchPage() {
  useTitle(t('uploads.added'));
  const { id = '' } = useParams();
  const { data, error, refetch } = useLive<Batch>({
    queryKey: ['batch', id],
    read: () => bodyOf(api.GET('/v1/batches/{id}', { params: { path: { id } } })),
    events: `/v1/batches/${id}/events`,
    eventType: 'batch',
    isDone: isBatchDone,
  });
  const sending = useUploads().find(({ record, isDone }) => record.serverId === id && !isDone);
  // An upload that ended because its sender was gone continues: it has not ended after all.
  const isOpenAgain = sending !== undefined && data !== undefined && isBatchDone(data);
  useEffect(() => {
    if (!isOpenAgain) return undefined;
    const timer = setInterval(() => void refetch(), 3000);
    return () => clearInterval(timer);
  }, [isOpenAgain, refetch]);
  return (
    <Container size="md" p={0}>
      <Stack gap="lg">
        <Title order={1} size="h2">
          {t('uploads.added')}
        </Title>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {sending && <SendingCard batch={sending} hasLink={false} />}
        {!data && !error && <Skeleton h={120} />}
        {data && (
          <>
            <ReadingCard batch={data} />
            <BatchReceipt batch={data} />
          </>
        )}
      </Stack>
    </Container>
  );
}

function ReadingCard({ batch }: { batch: Batch }) {
  const isDone = isBatchDone(batch);
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} className="count-up" role="status" data-testid="batch-sentence">
            {batchSentence(batch)}
          </Text>
          <Text size="sm" c="dimmed" className="count-up">
            {isDone
              ? momentText(batch.createdAt)
              : percentText(batch.progress) +
                (batch.etaSeconds === undefined ? '' : ` · ${timeLeftText(batch.etaSeconds)}`)}
          </Text>
        </Group>
        <Progress
          value={batch.progress * 100}
          color={batchColour[batch.status]}
          aria-label={t('uploads.readSoFar')}
          striped={!isDone}
          animated={!isDone}
        />
      </Stack>
    </Paper>
  );
}

import { Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, bodyOf } from '../api/client.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { useCorrection } from '../viewer/use-correction.js';
import { DoubleKeying } from './double-keying.js';
import { ReviewCard } from './review-card.js';

/**
 * Words that the reader was not sure of, the riskiest first, one after the other and by keyboard
 * alone.
 */
export default function ReviewPage() {
  useTitle(t('review.title'));
  const [params] = useSearchParams();
  const documentId = params.get('document') ?? undefined;
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [count, setCount] = useState(0);
  const correction = useCorrection();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['review', documentId],
    queryFn: () =>
      bodyOf(api.GET('/v1/review', { params: { query: { limit: 100, ...(documentId && { documentId }) } } })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const waiting = data?.items.filter(({ word }) => !settled.has(word.id)) ?? [];
  const [item] = waiting;
  const settle = (id: string) => {
    setSettled(new Set([...settled, id]));
    // The next hundred, when this one is through.
    if (waiting.length === 1 && data?.more) void refetch();
  };
  const save = (text: string) => {
    if (!item) return;
    correction.mutate(
      { documentId: item.documentId, page: item.page, wordId: item.word.id, text },
      {
        onSuccess: () => {
          setCount(count + 1);
          settle(item.word.id);
        },
      },
    );
  };

  return (
    <Container size="sm" p={0}>
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={1} size="h2">
            {t('review.title')}
          </Title>
          <Text size="sm" c="dimmed" className="count-up" role="status">
            {count > 0 && `${t('review.doneCount', { count })} · `}
            {data && t(data.more ? 'review.toReviewMore' : 'review.toReview', { count: waiting.length })}
          </Text>
        </Group>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!item && isFetching && <Skeleton h={260} />}
        {item && (
          <ReviewCard
            key={item.word.id}
            item={item}
            isSaving={correction.isPending}
            onSave={save}
            onSkip={() => settle(item.word.id)}
          />
        )}
        {correction.error && <ErrorNotice error={correction.error} />}
        {data && !item && !isFetching && (
          <EmptyState icon="check" title={t(settled.size > 0 ? 'review.allDone' : 'review.nothing')}>
            {t('review.emptyText')}
            <br />
            <Button
              mt="md"
              variant="default"
              onClick={() => {
                setSettled(new Set());
                void refetch();
              }}
            >
              {t('review.lookAgain')}
            </Button>
          </EmptyState>
        )}
        <DoubleKeying />
      </Stack>
    </Container>
  );
}

import { Button, Container, Group, Skeleton, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { type FormEvent, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, bodyOf } from '../api/client.js';
import { Rich } from '../language/rich.js';
import { Icon } from '../shell/icon.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { HitCard } from './hit-card.js';
import { filtersOf, SearchFilters } from './search-filters.js';

/** The question, and the ink that answers it. */
export function SearchPage() {
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  useTitle(q ? t('search.titleFor', { query: q }) : t('search.title'));
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = new URLSearchParams(params);
    if (typed.trim()) next.set('q', typed.trim());
    else next.delete('q');
    setParams(next);
  };

  const setExact = (isExact: boolean) => {
    const next = new URLSearchParams(params);
    if (isExact) next.set('exact', '1');
    else next.delete('exact');
    setParams(next);
  };

  return (
    <Container size="md" p={0}>
      <Stack gap="md">
        <Title order={1} size="h2">
          {t('search.title')}
        </Title>
        <search>
          <form onSubmit={submit}>
            <Group align="end" wrap="nowrap" gap="xs">
              <TextInput
                flex={1}
                size="md"
                type="search"
                dir="auto"
                aria-label={t('search.words')}
                placeholder={t('search.example')}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                leftSection={<Icon name="search" />}
                autoFocus
              />
              <Button type="submit" size="md">
                {t('common.search')}
              </Button>
            </Group>
          </form>
          <details className="more" open={Object.keys(filtersOf(params)).length > 0 || params.has('exact')}>
            <summary>{t('search.narrow')}</summary>
            <div className="filters">
              <SearchFilters params={params} onChange={setParams} />
            </div>
            <Switch
              mt="md"
              label={t('search.exact')}
              description={t('search.exactHint')}
              checked={params.has('exact')}
              onChange={(event) => setExact(event.currentTarget.checked)}
            />
          </details>
        </search>
        {q ? <Hits q={q} params={params} /> : <Welcome />}
      </Stack>
    </Container>
  );
}

function Hits({ q, params }: { q: string; params: URLSearchParams }) {
  const filters = { ...filtersOf(params), ...(params.has('exact') && { fuzzy: 'false' as const }) };
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['search', q, filters],
    queryFn: ({ pageParam }) =>
      bodyOf(
        api.GET('/v1/search', {
          params: { query: { q, limit: 20, ...filters, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.cursor : undefined),
  });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton h={140} />;
  const hits = data.pages.flatMap((page) => page.hits);
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {hits.length === 0
          ? t('search.nothing')
          : t(hasNextPage ? 'search.bestFirstMore' : 'search.bestFirst', {
              pages: t('common.pages', { count: hits.length }),
            })}
        {data.pages.at(-1)?.limited && `. ${t('search.tooMany')}`}
      </Text>
      {hits.length === 0 && (
        <EmptyState icon="search" title={t('search.nothing')}>
          <Rich i18nKey="search.nothingText" />
        </EmptyState>
      )}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('search.hits')}>
        {hits.map((hit) => (
          <li key={`${hit.documentId}/${hit.page}`}>
            <HitCard hit={hit} q={q} />
          </li>
        ))}
      </Stack>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('common.showMore')}
        </Button>
      )}
    </>
  );
}

function Welcome() {
  return (
    <EmptyState icon="search" title={t('search.welcome')}>
      <Rich i18nKey="search.welcomeText" />
    </EmptyState>
  );
}

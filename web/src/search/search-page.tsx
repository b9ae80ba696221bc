import { Button, Container, Group, Skeleton, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, bodyOf } from '../api/client.js';
import { Icon } from '../shell/icon.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { counted } from '../shell/words.js';
import { HitCard } from './hit-card.js';
import { filtersOf, SearchFilters } from './search-filters.js';

/** The question, and the ink that answers it. */
export function SearchPage() {
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  useTitle(q ? `“${q}”` : 'Search');
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
          Search
        </Title>
        <search>
          <form onSubmit={submit}>
            <Group align="end" wrap="nowrap" gap="xs">
              <TextInput
                flex={1}
                size="md"
                type="search"
                dir="auto"
                aria-label="Words to look for"
                placeholder="penicillin, “two words together”, amox*, -old"
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                leftSection={<Icon name="search" />}
                autoFocus
              />
              <Button type="submit" size="md">
                Search
              </Button>
            </Group>
          </form>
          <details className="more" open={Object.keys(filtersOf(params)).length > 0 || params.has('exact')}>
            <summary>Narrow the search</summary>
            <div className="filters">
              <SearchFilters params={params} onChange={setParams} />
            </div>
            <Switch
              mt="md"
              label="Exactly these words"
              description="Without words that merely look like them, as misspelt or misread ones do"
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
          ? 'Nothing found.'
          : `${counted(hits.length, 'page')}${hasNextPage ? ' and more' : ''}, best first`}
        {data.pages.at(-1)?.limited && '. Very many pages match: another word finds better ones.'}
      </Text>
      {hits.length === 0 && (
        <EmptyState icon="search" title="Nothing found">
          Try fewer words, or only the beginning of one followed by a star: <b>amox*</b>. Words that the reader was not
          sure of may stand under <Link to="/review">Review</Link>.
        </EmptyState>
      )}
      <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Pages found">
        {hits.map((hit) => (
          <li key={`${hit.documentId}/${hit.page}`}>
            <HitCard hit={hit} q={q} />
          </li>
        ))}
      </Stack>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function Welcome() {
  return (
    <EmptyState icon="search" title="Type a word, and see where it is written">
      Longhand finds it in handwriting and shows the place on the page. Nothing here yet?{' '}
      <Link to="/add">Add scans</Link> or <Link to="/camera">photograph pages</Link> first.
    </EmptyState>
  );
}

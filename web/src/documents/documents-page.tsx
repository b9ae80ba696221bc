import { Badge, Button, Container, Group, Paper, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, bodyOf, type DocumentSummary } from '../api/client.js';
import { filtersOf, SearchFilters } from '../search/search-filters.js';
import { Rich } from '../language/rich.js';
import { EmptyState, ErrorNotice } from '../shell/notice.js';
import { useMay } from '../shell/use-may.js';
import { useTitle } from '../shell/use-title.js';
import { dateText, momentText } from '../shell/words.js';
import { statusColour, statuses, statusWord } from './document-words.js';
import { EditDocument } from './edit-document.js';

type Status = DocumentSummary['status'];

/** All documents, newest first, narrowed by title, tag, date and state. */
export default function DocumentsPage() {
  useTitle(t('documents.title'));
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const status = (params.get('status') ?? undefined) as Status | undefined;
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['documents', filters, status],
    queryFn: ({ pageParam }) =>
      bodyOf(
        api.GET('/v1/documents', {
          params: {
            query: { limit: 30, ...filters, ...(status && { status }), ...(pageParam && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.cursor : undefined),
  });
  const documents = data?.pages.flatMap((page) => page.documents) ?? [];
  const isFiltered = Object.keys(filters).length > 0 || status !== undefined;

  return (
    <Container size="md" p={0}>
      <Stack gap="md">
        <Title order={1} size="h2">
          {t('documents.title')}
        </Title>
        <div className="filters">
          <SearchFilters params={params} onChange={setParams} />
          <Select
            label={t('common.status')}
            placeholder={t('documents.anyStatus')}
            clearable
            data={statuses.map((value) => ({ value, label: statusWord(value) }))}
            value={status ?? null}
            onChange={(value) => {
              const next = new URLSearchParams(params);
              if (value) next.set('status', value);
              else next.delete('status');
              setParams(next);
            }}
            clearButtonProps={{ 'aria-label': t('documents.clearStatus') }}
          />
        </div>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {isPending && !error && <Skeleton h={120} />}
        {data && documents.length === 0 && <NoDocuments isFiltered={isFiltered} />}
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('documents.title')}>
          {documents.map((document) => (
            <li key={document.id}>
              <DocumentRow document={document} />
            </li>
          ))}
        </Stack>
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('common.showMore')}
          </Button>
        )}
      </Stack>
    </Container>
  );
}

function DocumentRow({ document }: { document: DocumentSummary }) {
  const [isEditing, setEditing] = useState(false);
  const canEdit = useMay('records.write');
  const { id, title, name, recordDate, tags, status, pageCount, createdAt } = document;
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="start" gap="sm">
        <Link to={`/documents/${id}`} className="row-link" style={{ flex: 1, minWidth: 0 }}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {recordDate ? dateText(recordDate) : t('documents.addedAt', { moment: momentText(createdAt) })}
            {pageCount !== undefined && ` · ${t('common.pages', { count: pageCount })}`}
            {title !== name && ` · ${name}`}
          </Text>
          <Group gap={6} mt={4}>
            <Badge color={statusColour[status]} variant="dot" tt="none" fw={500}>
              {statusWord(status)}
            </Badge>
            {tags.map((tag) => (
              <Badge key={tag} variant="default" tt="none">
                {tag}
              </Badge>
            ))}
          </Group>
        </Link>
        {canEdit && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => setEditing(true)}
            aria-label={t('documents.editNamed', { title })}
          >
            {t('common.edit')}
          </Button>
        )}
      </Group>
      {isEditing && <EditDocument document={document} onClose={() => setEditing(false)} />}
    </Paper>
  );
}

function NoDocuments({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState icon="documents" title={t('documents.noMatch')}>
        {t('documents.noMatchText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="documents" title={t('documents.none')}>
      <Rich i18nKey="documents.noneText" />
    </EmptyState>
  );
}

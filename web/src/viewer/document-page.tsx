import { Badge, Box as Block, Button, Container, Grid, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from 'i18next';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api, bodyOf, type Box, type DocumentDetail, type Page, type Word } from '../api/client.js';
import { useLive } from '../api/use-live.js';
import { isDocumentDone, statusColour, statusWord } from '../documents/document-words.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { useTitle } from '../shell/use-title.js';
import { dateText } from '../shell/words.js';
import { DocumentActions } from './document-actions.js';
import { DeletedPlaces } from './deleted-places.js';
import { FailedPicture } from './failed-picture.js';
import { OriginalButton } from './original-button.js';
import { PageTextPane } from './page-text-pane.js';
import { PageWarnings } from './page-warnings.js';
import { PageImagePane } from './page-image-pane.js';
import { NewLineForm } from './new-line-form.js';
import { nextToCheck } from './next-to-check.js';
import { Timeline } from './timeline.js';
import { UndoBar } from './undo-bar.js';
import { useUndo } from './use-undo.js';
import { WordEditor } from './word-editor.js';
import { matchesOf } from './word-state.js';

/**
 * One document: its pages as they were written, what they were read as, and what has happened to
 * it.
 */
export default function DocumentPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useLive<DocumentDetail>({
    queryKey: ['document', id],
    read: () => bodyOf(api.GET('/v1/documents/{id}', { params: { path: { id } } })),
    events: `/v1/documents/${id}/events`,
    eventType: 'document',
    isDone: isDocumentDone,
  });
  useTitle(data?.title ?? t('viewer.document'));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={400} />;
  return <Opened document={data} />;
}

function Opened({ document }: { document: DocumentDetail }) {
  const [params, setParams] = useSearchParams();
  const number = Math.min(Math.max(1, Number(params.get('page')) || 1), Math.max(1, document.pages.length));
  const wordId = params.get('word') ?? undefined;
  const [firstWordId] = useState(wordId);
  const state = document.pages.find((page) => page.number === number);
  const { data: page } = useQuery({
    // A page that is read again has another state or another model, and is asked for again.
    queryKey: ['page', document.id, number, state?.status, document.updatedAt],
    queryFn: () => readPage(document.id, number),
    enabled: state !== undefined,
    placeholderData: (before) => (before?.number === number && before.documentId === document.id ? before : undefined),
  });
  const [tab, setTab] = useState<string | null>(() =>
    isDocumentDone(document) && document.status === 'done' ? 'text' : 'events',
  );
  const lines = page?.lines.map((line) => line.words) ?? [];
  const words = lines.flat();
  const selected = words.find((word) => word.id === wordId);
  const matches = matchesOf(lines, params.get('q') ?? '');
  const go = (changes: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace: true });
  };
  // A hit that is opened is to be looked at first; on a small screen the keyboard would cover the
  // page.
  const isEager = wordId !== firstWordId && window.matchMedia('(min-width: 62em)').matches;
  const [drawing, setDrawing] = useState<{ page: number; box: Box; isDrawn: boolean }>();
  const drawn = drawing?.page === number ? drawing : undefined;
  const select = (word: Word | undefined) => {
    setDrawing(undefined);
    if (word) setTab('text');
    go({ word: word?.id });
  };
  const draw = (box: Box | undefined) => {
    setTab('text');
    setDrawing(box && { page: number, box, isDrawn: false });
    if (box && wordId) go({ word: undefined });
  };
  const undo = useUndo(document.id, (act) =>
    go({ page: String(act.page), word: act.kind === 'word' ? act.id : undefined }),
  );

  return (
    <Container fluid p={0}>
      <Stack gap="sm">
        <Heading document={document} />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Pager
              count={document.pages.length}
              number={number}
              onGo={(to) => go({ page: String(to), word: undefined })}
            />
            {page?.width && page.height ? (
              <PageImagePane
                page={page}
                selected={selected}
                matches={matches}
                onSelect={select}
                drawn={drawn?.box}
                onDraw={draw}
                onDrawn={(box) => setDrawing({ page: number, box, isDrawn: true })}
              />
            ) : page?.status === 'failed' ? (
              <FailedPicture key={page.id} page={page} />
            ) : (
              <NoPicture document={document} />
            )}
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Tabs value={tab} onChange={setTab} keepMounted={false}>
              <Tabs.List>
                <Tabs.Tab value="text">{t('viewer.text')}</Tabs.Tab>
                <Tabs.Tab value="events">{t('viewer.history')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="text" pt="sm">
                <UndoBar undo={undo} />
                {drawn && page && (
                  <NewLineForm
                    page={page}
                    box={drawn.box}
                    isDrawn={drawn.isDrawn}
                    onAdded={({ id, words: [first] }) => {
                      undo.note({ kind: 'added', id, page: number });
                      select(first);
                    }}
                    onCancel={() => draw(undefined)}
                  />
                )}
                {selected && page && !drawn && (
                  <WordEditor
                    key={selected.id}
                    page={page}
                    word={selected}
                    isEager={isEager}
                    onSaved={() => {
                      undo.note({ kind: 'word', id: selected.id, page: number });
                      select(nextToCheck(words, selected));
                    }}
                    onLineDeleted={({ id }) => {
                      undo.note({ kind: 'deleted', id, page: number });
                      select(undefined);
                    }}
                    onClose={() => select(undefined)}
                  />
                )}
                {page && <PageWarnings page={page} />}
                {page ? (
                  <>
                    <PageTextPane page={page} selected={selected} matches={matches} onSelect={select} />
                    <DeletedPlaces page={page} />
                  </>
                ) : (
                  <Text c="dimmed">{t('viewer.notReadYet')}</Text>
                )}
              </Tabs.Panel>
              <Tabs.Panel value="events" pt="sm">
                <Timeline document={document} />
              </Tabs.Panel>
            </Tabs>
          </Grid.Col>
        </Grid>
      </Stack>
    </Container>
  );
}

function Heading({ document }: { document: DocumentDetail }) {
  const { title, recordDate, tags, status } = document;
  return (
    <Group justify="space-between" align="start" gap="sm">
      <Block>
        <Title order={1} size="h2">
          {title}
        </Title>
        <Group gap={6} mt={4}>
          <Badge color={statusColour[status]} variant="dot" tt="none" fw={500} role="status">
            {statusWord(status)}
          </Badge>
          {recordDate && (
            <Badge variant="default" tt="none">
              {dateText(recordDate)}
            </Badge>
          )}
          {tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none">
              {tag}
            </Badge>
          ))}
        </Group>
      </Block>
      <DocumentActions document={document} />
    </Group>
  );
}

function Pager({ count, number, onGo }: { count: number; number: number; onGo: (to: number) => void }) {
  if (count < 2) return null;
  return (
    <Group gap="xs" mb="xs">
      <Button
        variant="default"
        size="xs"
        disabled={number <= 1}
        onClick={() => onGo(number - 1)}
        leftSection={<Icon name="left" size={16} />}
      >
        {t('viewer.previousPage')}
      </Button>
      <Text size="sm" className="count-up">
        {t('viewer.pageOf', { number, count })}
      </Text>
      <Button
        variant="default"
        size="xs"
        disabled={number >= count}
        onClick={() => onGo(number + 1)}
        rightSection={<Icon name="right" size={16} />}
      >
        {t('viewer.nextPage')}
      </Button>
    </Group>
  );
}

function NoPicture({ document }: { document: DocumentDetail }) {
  const isDone = isDocumentDone(document);
  const sentence = t(isDone ? 'viewer.noPicture' : 'viewer.preparing');
  return (
    <Stack p="xl" align="start">
      <Text c="dimmed">{sentence}</Text>
      {isDone && <OriginalButton document={document} />}
    </Stack>
  );
}

const readPage = (id: string, number: number): Promise<Page> =>
  bodyOf(api.GET('/v1/documents/{id}/pages/{number}', { params: { path: { id, number } } }));

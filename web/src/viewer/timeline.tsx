import { Alert, List, Stack, Text, Timeline as Entries } from '@mantine/core';
import type { DocumentDetail } from '../api/client.js';
import { isDocumentDone } from '../documents/document-words.js';
import { withKeys } from '../shell/with-keys.js';
import { counted, momentText } from '../shell/words.js';

type Entry = DocumentDetail['timeline'][number];

const steps: Readonly<Record<string, string>> = {
  upload: 'Arrived',
  'split-document': 'Opened',
  'segment-page': 'Lines and words found',
  'recognise-page': 'Read',
  correct: 'A word was put right',
  'key-word': 'A word was typed',
  rotate: 'Turned',
  retry: 'Set going again',
  cancel: 'Stopped',
  document: 'Document',
};

const outcomes: Readonly<Record<string, string>> = {
  failed: 'did not work',
  queued: 'waiting its turn',
  done: 'all pages are read',
  partly_failed: 'some pages could not be read',
  cancelled: 'stopped',
  processing: 'work has begun',
  once: 'and waits for a second person',
  disputed: 'differently by two people, and waits for a third',
};

/** Says why a document is not done, and everything that has happened to it. */
export function Timeline({ document }: { document: DocumentDetail }) {
  const entries = withKeys(document.timeline, ({ at }) => at)
    .reverse()
    .slice(0, 200);
  return (
    <Stack gap="md">
      <WhyNotDone document={document} />
      <Entries bulletSize={12} lineWidth={2} active={entries.length}>
        {entries.map(({ key, entry }) => (
          <Entries.Item
            key={key}
            title={<Text size="sm">{sentence(entry)}</Text>}
            color={entry.errorCode ? 'red' : undefined}
          >
            <Text size="xs" c="dimmed">
              {momentText(entry.at)}
              {entry.tookMs !== undefined && ` · took ${(entry.tookMs / 1000).toFixed(1)} s`}
              {entry.attempt > 1 && ` · try ${entry.attempt}`}
              {entry.errorCode && ` · ${entry.errorCode}`}
            </Text>
          </Entries.Item>
        ))}
      </Entries>
    </Stack>
  );
}

function WhyNotDone({ document }: { document: DocumentDetail }) {
  const { status, error, pages, pagesDone } = document;
  const failed = pages.filter((page) => page.error);
  if (error) return <Alert color="red">{error.message}</Alert>;
  if (failed.length > 0) {
    return (
      <Alert color="orange" title={`${counted(failed.length, 'page')} could not be read`}>
        <List size="sm">
          {failed.slice(0, 20).map((page) => (
            <List.Item key={page.id}>
              Page {page.number}: {page.error?.message}
            </List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  if (status === 'cancelled') return <Alert color="gray">Somebody stopped this. “Read again” sets it going.</Alert>;
  if (isDocumentDone(document)) return null;
  return (
    <Alert color="ink" role="status">
      {pages.length === 0
        ? 'It waits to be opened. Files are taken in the order in which they came.'
        : `${pagesDone} of ${counted(pages.length, 'page')} read. The others wait their turn or are being read just now.`}
    </Alert>
  );
}

function sentence({ step, status, page, errorCode }: Entry): string {
  const what = steps[step] ?? step;
  const outcome = errorCode ? 'did not work' : outcomes[status];
  return `${page === undefined ? '' : `Page ${page}: `}${page === undefined ? what : what.toLowerCase()}${outcome ? `, ${outcome}` : ''}`;
}

import { Alert, List, Stack, Text, Timeline as Entries } from '@mantine/core';
import { t } from 'i18next';
import type { DocumentDetail } from '../api/client.js';
import { isDocumentDone } from '../documents/document-words.js';
import type catalogue from '../language/catalogue/en.json';
import { currentLocale } from '../language/language.js';
import { problemText } from '../language/problem-text.js';
import { withKeys } from '../shell/with-keys.js';
import { momentText, secondsText } from '../shell/words.js';

type Entry = DocumentDetail['timeline'][number];
type EventName = keyof typeof catalogue.viewer.events;
type OutcomeName = keyof typeof catalogue.viewer.outcomes;

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
              {entry.tookMs !== undefined &&
                ` · ${t('viewer.event.took', { duration: secondsText(entry.tookMs / 1000) })}`}
              {entry.attempt > 1 && ` · ${t('viewer.event.attempt', { number: entry.attempt })}`}
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
  if (error) return <Alert color="red">{problemText(error)}</Alert>;
  if (failed.length > 0) {
    return (
      <Alert color="orange" title={t('viewer.failedPages', { count: failed.length })}>
        <List size="sm">
          {failed.slice(0, 20).map((page) => (
            <List.Item key={page.id}>
              {t('common.page', { number: page.number })}: {page.error && problemText(page.error)}
            </List.Item>
          ))}
        </List>
      </Alert>
    );
  }
  if (status === 'cancelled') return <Alert color="gray">{t('viewer.somebodyStopped')}</Alert>;
  if (isDocumentDone(document)) return null;
  return (
    <Alert color="ink" role="status">
      {pages.length === 0
        ? t('viewer.waitingToOpen')
        : t('viewer.waitingToRead', { read: t('common.pagesRead', { done: pagesDone, count: pages.length }) })}
    </Alert>
  );
}

/** `Page 2: read, waiting`; steps of a later version stand as they are. */
function sentence({ step, status, page, errorCode }: Entry): string {
  const what = t(`viewer.events.${step as EventName}`, { defaultValue: step });
  const outcome = t(`viewer.outcomes.${(errorCode ? 'failed' : status) as OutcomeName}`, { defaultValue: '' });
  const whole = outcome ? t('viewer.event.withOutcome', { what, outcome }) : what;
  return page === undefined ? capitalised(whole) : t('viewer.event.onPage', { number: page, what: whole });
}

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase(currentLocale()) + text.slice(1);

import { Alert, Anchor, Button, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Batch } from '../api/client.js';
import { statusWord } from '../documents/document-words.js';
import { problemText } from '../language/problem-text.js';
import { Icon } from '../shell/icon.js';
import { withKeys } from '../shell/with-keys.js';

type ReceiptFile = Batch['files'][number];

const FIRST_SHOWN = 100;

/**
 * The outcome of every file: first those that were not accepted, with the reason, then the rest.
 */
export function BatchReceipt({ batch }: { batch: Batch }) {
  const [isAllShown, showAll] = useState(false);
  const refused = batch.files.filter(({ status }) => status === 'rejected');
  const taken = batch.files.filter(({ status }) => status === 'accepted' || status === 'duplicate');
  const documents = new Map(batch.documents.map((document) => [document.id, document]));
  const shown = isAllShown ? taken : taken.slice(0, FIRST_SHOWN);
  return (
    <Stack gap="md">
      {refused.length > 0 && (
        <Alert color="orange" icon={<Icon name="alert" />} title={t('uploads.notAccepted', { count: refused.length })}>
          <List size="sm" spacing={4}>
            {withKeys(refused, ({ name }) => name).map(({ key, entry: file }) => (
              <List.Item key={key}>
                <b>{file.name}</b>: {file.error && problemText(file.error)}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {batch.counts.skipped > 0 && (
        <Text c="dimmed" size="sm">
          {t('uploads.skipped', { count: batch.counts.skipped })}
        </Text>
      )}
      {taken.length > 0 && (
        <>
          <Title order={2} size="h4">
            {t('uploads.accepted', { count: taken.length })}
          </Title>
          <Table verticalSpacing="xs" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('uploads.file')}</Table.Th>
                <Table.Th>{t('common.status')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {withKeys(shown, ({ name }) => name).map(({ key, entry: file }) => (
                <Table.Tr key={key}>
                  <Table.Td>
                    <Anchor component={Link} to={`/documents/${file.documentId ?? file.duplicateOf}`}>
                      {file.name}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{standing(file, documents.get(file.documentId ?? ''))}</Text>
                    <FailedPages document={documents.get(file.documentId ?? '')} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {shown.length < taken.length && (
            <Group>
              <Button variant="default" onClick={() => showAll(true)}>
                {t('uploads.showAll', { count: taken.length })}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}

/** Why pages of a document have no text; each leads to its scan. */
function FailedPages({ document }: { document: Batch['documents'][number] | undefined }) {
  if (!document?.failedPages) return null;
  const { id, failedPages } = document;
  return (
    <List size="sm" spacing={2} withPadding>
      {failedPages.slice(0, FIRST_SHOWN).map(({ page, code, message }) => (
        <List.Item key={page}>
          <Anchor component={Link} to={`/documents/${id}?page=${page}`} size="sm">
            {t('common.page', { number: page })}
          </Anchor>
          : {problemText({ code, message })}
        </List.Item>
      ))}
      {failedPages.length > FIRST_SHOWN && (
        <List.Item>{t('uploads.morePages', { count: failedPages.length - FIRST_SHOWN })}</List.Item>
      )}
    </List>
  );
}

function standing(file: ReceiptFile, document: Batch['documents'][number] | undefined): string {
  if (file.status === 'duplicate') return t('uploads.duplicate');
  if (!document) return t('uploads.deleted');
  if (document.error) return problemText(document.error);
  const { pageCount = 1, pagesDone } = document;
  if (document.status === 'processing' && pageCount > 1)
    return t('common.pagesRead', { done: pagesDone, count: pageCount });
  return statusWord(document.status);
}

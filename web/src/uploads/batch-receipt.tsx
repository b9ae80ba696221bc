import { Alert, Anchor, Button, Group, List, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Batch } from '../api/client.js';
import { statusWord } from '../documents/document-words.js';
import { Icon } from '../shell/icon.js';
import { withKeys } from '../shell/with-keys.js';
import { counted } from '../shell/words.js';

type ReceiptFile = Batch['files'][number];

const FIRST_SHOWN = 100;

/** What became of every file: first those that were not taken, with the reason, then the others. */
export function BatchReceipt({ batch }: { batch: Batch }) {
  const [isAllShown, showAll] = useState(false);
  const refused = batch.files.filter(({ status }) => status === 'rejected');
  const taken = batch.files.filter(({ status }) => status === 'accepted' || status === 'duplicate');
  const documents = new Map(batch.documents.map((document) => [document.id, document]));
  const shown = isAllShown ? taken : taken.slice(0, FIRST_SHOWN);
  return (
    <Stack gap="md">
      {refused.length > 0 && (
        <Alert color="orange" icon={<Icon name="alert" />} title={`${counted(refused.length, 'file')} not taken`}>
          <List size="sm" spacing={4}>
            {withKeys(refused, ({ name }) => name).map(({ key, entry: file }) => (
              <List.Item key={key}>
                <b>{file.name}</b>: {file.error?.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {batch.counts.skipped > 0 && (
        <Text c="dimmed" size="sm">
          {counted(batch.counts.skipped, 'system file')} skipped, such as .DS_Store or Thumbs.db
        </Text>
      )}
      {taken.length > 0 && (
        <>
          <Title order={2} size="h4">
            {counted(taken.length, 'file')} taken
          </Title>
          <Table verticalSpacing="xs" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>File</Table.Th>
                <Table.Th>Status</Table.Th>
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
                Show all {taken.length}
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
      {failedPages.slice(0, FIRST_SHOWN).map(({ page, message }) => (
        <List.Item key={page}>
          <Anchor component={Link} to={`/documents/${id}?page=${page}`} size="sm">
            Page {page}
          </Anchor>
          : {message}
        </List.Item>
      ))}
      {failedPages.length > FIRST_SHOWN && (
        <List.Item>and {counted(failedPages.length - FIRST_SHOWN, 'more page')}</List.Item>
      )}
    </List>
  );
}

function standing(file: ReceiptFile, document: Batch['documents'][number] | undefined): string {
  if (file.status === 'duplicate') return 'Was here already; the link leads to it';
  if (!document) return 'Deleted since';
  if (document.error) return document.error.message;
  const { pageCount = 1, pagesDone } = document;
  if (document.status === 'processing' && pageCount > 1) return `${pagesDone} of ${pageCount} pages read`;
  return statusWord[document.status];
}

import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, authorisedFetch, type DocumentDetail } from '../api/client.js';
import { useMe } from '../api/use-me.js';
import { isDocumentDone } from '../documents/document-words.js';
import { EditDocument } from '../documents/edit-document.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { may } from '../shell/may.js';
import { OriginalButton } from './original-button.js';
import { saveBlob } from './save-blob.js';

const formats = [
  ['pdf', 'PDF, searchable', 'pdf'],
  ['txt', 'Plain text', 'txt'],
  ['json', 'JSON with every word', 'json'],
  ['alto', 'ALTO 4', 'alto.xml'],
  ['page', 'PAGE-XML 2019', 'page.zip'],
  ['hocr', 'hOCR', 'hocr.html'],
  ['fhir', 'FHIR R4', 'fhir.json'],
] as const;

/** What can be done with a document. */
export function DocumentActions({ document }: { document: DocumentDetail }) {
  const { id, title } = document;
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const canWrite = may(me, 'records.write');
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const refresh = () => client.invalidateQueries({ queryKey: ['document', id] });
  const path = { params: { path: { id } } };
  const retry = useMutation({ mutationFn: () => api.POST('/v1/documents/{id}/retry', path), onSuccess: refresh });
  const cancel = useMutation({ mutationFn: () => api.POST('/v1/documents/{id}/cancel', path), onSuccess: refresh });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/v1/documents/{id}', path),
    onSuccess: async () => {
      await navigate('/documents');
      client.removeQueries({ queryKey: ['document', id] });
      await client.invalidateQueries({ queryKey: ['documents'] });
    },
  });
  const save = useMutation({
    mutationFn: async ([format, , ending]: (typeof formats)[number]) => {
      const response = await authorisedFetch(`/v1/documents/${id}/export?format=${format}`);
      saveBlob(await response.blob(), `${title}.${ending}`);
    },
  });
  const canRetry = document.status !== 'done' && isDocumentDone(document);
  const error = retry.error ?? cancel.error ?? save.error;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {canWrite && (
          <Button size="xs" variant="default" onClick={() => setDialog('edit')}>
            Edit
          </Button>
        )}
        {canWrite && canRetry && (
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            Read again
          </Button>
        )}
        {canWrite && !isDocumentDone(document) && (
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Stop
          </Button>
        )}
        {/* The place that Mantine puts into a menu to hold the focus is no item of it: screen readers stumble over it. */}
        <Menu withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="download" size={16} />}
              loading={save.isPending}
            >
              Save as
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item key={format[0]} onClick={() => save.mutate(format)}>
                {format[1]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <OriginalButton document={document} />
        {may(me, 'records.delete') && (
          <Button
            size="xs"
            variant="default"
            c="var(--danger)"
            onClick={() => setDialog('delete')}
            leftSection={<Icon name="trash" size={16} />}
          >
            Delete
          </Button>
        )}
      </Group>
      {error && <ErrorNotice error={error} />}
      {dialog === 'edit' && <EditDocument document={document} onClose={() => setDialog(undefined)} />}
      <Modal
        opened={dialog === 'delete'}
        onClose={() => setDialog(undefined)}
        title="Delete this document?"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <Text size="sm">“{title}” goes with its file, pages, text and corrections. Nobody can bring it back.</Text>
          {remove.error && <ErrorNotice error={remove.error} />}
          <Group justify="end">
            <Button variant="default" onClick={() => setDialog(undefined)} data-autofocus>
              Keep it
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              Delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

import { Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
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

/** What the API calls each format, and how the names of its files end. */
const formats = [
  ['pdf', 'pdf'],
  ['txt', 'txt'],
  ['json', 'json'],
  ['alto', 'alto.xml'],
  ['page', 'page.zip'],
  ['hocr', 'hocr.html'],
  ['fhir', 'fhir.json'],
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
    mutationFn: async ([format, ending]: (typeof formats)[number]) => {
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
            {t('common.edit')}
          </Button>
        )}
        {canWrite && canRetry && (
          <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
            {t('viewer.readAgain')}
          </Button>
        )}
        {canWrite && !isDocumentDone(document) && (
          <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('viewer.stop')}
          </Button>
        )}
        {/* The place that Mantine puts into a menu to hold the focus is no item of it: screen
            readers stumble over it. */}
        <Menu withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <Button
              size="xs"
              variant="default"
              leftSection={<Icon name="download" size={16} />}
              loading={save.isPending}
            >
              {t('viewer.saveAs')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {formats.map((format) => (
              <Menu.Item key={format[0]} onClick={() => save.mutate(format)}>
                {t(`viewer.formats.${format[0]}`)}
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
            {t('common.delete')}
          </Button>
        )}
      </Group>
      {error && <ErrorNotice error={error} />}
      {dialog === 'edit' && <EditDocument document={document} onClose={() => setDialog(undefined)} />}
      <Modal
        opened={dialog === 'delete'}
        onClose={() => setDialog(undefined)}
        title={t('viewer.deleteTitle')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack>
          <Text size="sm">{t('viewer.deleteText', { title })}</Text>
          {remove.error && <ErrorNotice error={remove.error} />}
          <Group justify="end">
            <Button variant="default" onClick={() => setDialog(undefined)} data-autofocus>
              {t('common.keepIt')}
            </Button>
            <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('common.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}

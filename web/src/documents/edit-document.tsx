import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { t } from 'i18next';
import { type FormEvent, useState } from 'react';
import { api, bodyOf, type DocumentSummary } from '../api/client.js';
import { ErrorNotice } from '../shell/notice.js';

/** Changes what people say about a document: title, date and tags. */
export function EditDocument({ document, onClose }: { document: DocumentSummary; onClose: () => void }) {
  const client = useQueryClient();
  const [title, setTitle] = useState(document.title);
  const [recordDate, setRecordDate] = useState(document.recordDate ?? '');
  const [tags, setTags] = useState(document.tags);
  const save = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PATCH('/v1/documents/{id}', {
          params: { path: { id: document.id } },
          body: { title: title.trim(), recordDate: recordDate || null, tags },
        }),
      ),
    onSuccess: async () => {
      await Promise.all(
        [['documents'], ['document', document.id], ['search']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('documents.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('documents.titleField')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={300}
            required
            data-autofocus
          />
          <TextInput
            label={t('documents.recordDate')}
            type="date"
            value={recordDate}
            onChange={(event) => setRecordDate(event.currentTarget.value)}
          />
          <TagsInput
            label={t('common.tags')}
            description={t('documents.tagsHint')}
            value={tags}
            onChange={setTags}
            maxTags={50}
            acceptValueOnBlur
            // Nothing is suggested: without this it would tell screen readers of an open list that
            // is empty.
            dropdownOpened={false}
          />
          {save.error && <ErrorNotice error={save.error} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

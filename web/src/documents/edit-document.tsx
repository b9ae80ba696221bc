import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
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
    <Modal opened onClose={onClose} title="About this document" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Title"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            maxLength={300}
            required
            data-autofocus
          />
          <TextInput
            label="Date of the record"
            type="date"
            value={recordDate}
            onChange={(event) => setRecordDate(event.currentTarget.value)}
          />
          <TagsInput
            label="Tags"
            description="Press Enter after each"
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
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

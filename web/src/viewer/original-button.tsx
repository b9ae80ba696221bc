import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { t } from 'i18next';
import { authorisedFetch, type DocumentSummary } from '../api/client.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { saveBlob } from './save-blob.js';

interface OriginalProps extends ButtonProps {
  document: Pick<DocumentSummary, 'id' | 'name'>;
}

/** Saves the file as it was uploaded, whatever became of it. */
export function OriginalButton({ document: { id, name }, ...props }: OriginalProps) {
  const save = useMutation({
    mutationFn: async () => {
      const response = await authorisedFetch(`/v1/documents/${id}/original`);
      saveBlob(await response.blob(), name.slice(name.lastIndexOf('/') + 1));
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="download" size={16} />}
        loading={save.isPending}
        onClick={() => save.mutate()}
        {...props}
      >
        {t('viewer.original')}
      </Button>
      {save.error && <ErrorNotice error={save.error} />}
    </>
  );
}

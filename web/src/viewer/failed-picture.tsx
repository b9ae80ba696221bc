import { Alert, Stack } from '@mantine/core';
import type { Page } from '../api/client.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { pictureOf, useImage } from '../shell/use-image.js';

/** The scan of a page that could not be read, under the reason. */
export function FailedPicture({ page }: { page: Page }) {
  const { url, error } = useImage(pictureOf({ documentId: page.documentId, page: page.number, max: 2000 }));
  return (
    <Stack gap="xs">
      <Alert color="orange" variant="light" icon={<Icon name="alert" />} title="This page could not be read">
        {page.error?.message}
      </Alert>
      {error !== null && <ErrorNotice error={error} />}
      {url && (
        <section className="sheet-scroll" aria-label="The page as it was scanned">
          <img src={url} alt={`Page ${page.number}`} style={{ width: '100%', display: 'block' }} />
        </section>
      )}
    </Stack>
  );
}

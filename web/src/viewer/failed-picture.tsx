import { Alert, Stack } from '@mantine/core';
import { t } from 'i18next';
import type { Page } from '../api/client.js';
import { problemText } from '../language/problem-text.js';
import { Icon } from '../shell/icon.js';
import { ErrorNotice } from '../shell/notice.js';
import { pictureOf, useImage } from '../shell/use-image.js';

/** The scan of a page that could not be read, under the reason. */
export function FailedPicture({ page }: { page: Page }) {
  const { url, error } = useImage(pictureOf({ documentId: page.documentId, page: page.number, max: 2000 }));
  return (
    <Stack gap="xs">
      <Alert color="orange" variant="light" icon={<Icon name="alert" />} title={t('viewer.failedPage')}>
        {page.error && problemText(page.error)}
      </Alert>
      {error !== null && <ErrorNotice error={error} />}
      {url && (
        <section className="sheet-scroll" aria-label={t('viewer.scan')}>
          <img src={url} alt={t('common.page', { number: page.number })} style={{ width: '100%', display: 'block' }} />
        </section>
      )}
    </Stack>
  );
}

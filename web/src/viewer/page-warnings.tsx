import { Alert, Text } from '@mantine/core';
import { t } from 'i18next';
import type { Page } from '../api/client.js';
import { problemText } from '../language/problem-text.js';

/** What to know of the page's picture or reading; nothing where there is nothing to know. */
export function PageWarnings({ page: { warnings = [] } }: { page: Page }) {
  if (warnings.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" mb="sm" title={t('viewer.pleaseNote')} data-testid="page-warnings">
      {warnings.map((warning) => (
        <Text key={warning.code} size="sm">
          {problemText(warning)}
        </Text>
      ))}
    </Alert>
  );
}

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api/api-problem.js';
import { Icon, type IconName } from './icon.js';

/** What went wrong, as a sentence, with a way to try again. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <Alert color="red" variant="light" icon={<Icon name="alert" />} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{sentenceOf(error)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** What stands where nothing is yet: what this place is for and what to do first. */
export function EmptyState({ icon, title, children }: { icon: IconName; title: string; children: ReactNode }) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" ta="center" maw={520} mx="auto">
      <Text c="dimmed" component="span">
        <Icon name={icon} size={44} />
      </Text>
      <Text fw={600} size="lg">
        {title}
      </Text>
      <Text c="dimmed" component="div">
        {children}
      </Text>
    </Stack>
  );
}

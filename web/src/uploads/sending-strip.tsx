import { Alert, Anchor, Group, Progress, Text } from '@mantine/core';
import { t } from 'i18next';
import { Link, useLocation } from 'react-router';
import { useUploads } from './use-uploads.js';

/** Tells on every page that files are still on their way from this device. */
export function SendingStrip() {
  const { pathname } = useLocation();
  const sending = useUploads().filter(({ isDone }) => !isDone);
  const [first] = sending;
  if (!first || pathname === '/add' || pathname === `/uploads/${first.record.serverId}`) return null;
  const files = sending.reduce((sum, batch) => sum + batch.count - batch.countSent, 0);
  return (
    <Alert color={first.waitsFor ? 'orange' : 'ink'} variant="light" mb="md" p="xs">
      <Group gap="md">
        <Text size="sm">
          {first.waitsFor ? t('uploads.waiting', { count: files }) : t('uploads.sendingFiles', { count: files })}
        </Text>
        <Progress value={first.share * 100} w={160} aria-label={t('common.sentSoFar')} />
        <Anchor component={Link} to={first.record.serverId ? `/uploads/${first.record.serverId}` : '/add'} size="sm">
          {t('uploads.show')}
        </Anchor>
      </Group>
    </Alert>
  );
}

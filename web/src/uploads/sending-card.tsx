import { Alert, Anchor, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { t } from 'i18next';
import { Link } from 'react-router';
import { sizeText, timeLeftText } from '../shell/words.js';
import type { UploadBatch } from './upload-batch.js';
import { uploads } from './upload-manager.js';

/** How far the files of one act are on their way from this device. */
export function SendingCard({ batch, hasLink }: { batch: UploadBatch; hasLink: boolean }) {
  const { count, countSent, bytes, bytesSent, secondsLeft, waitsFor, failure, record } = batch;
  const title = record.isFinished ? t('uploads.sent', { count }) : t('uploads.sending', { count, sent: countSent });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600} className="count-up">
            {title}
          </Text>
          <Text size="sm" c="dimmed" className="count-up">
            {t('uploads.sizeSent', { sent: sizeText(bytesSent), size: sizeText(bytes) })}
            {secondsLeft !== undefined && !record.isFinished && !waitsFor && ` · ${timeLeftText(secondsLeft)}`}
          </Text>
        </Group>
        <Progress
          value={batch.share * 100}
          aria-label={t('common.sentSoFar')}
          striped={!record.isFinished}
          animated={!record.isFinished}
        />
        {waitsFor && (
          <Alert color="orange" p="xs">
            {t('uploads.waitsOnDevice', { reason: waitsFor })}
          </Alert>
        )}
        {failure && (
          <Alert color="red" p="xs" role="alert">
            {failure}
          </Alert>
        )}
        {!batch.isKept && !record.isFinished && (
          <Alert color="orange" p="xs">
            {t('uploads.noRoom')}
          </Alert>
        )}
        {record.earlierIds && (
          <Text size="sm" c="dimmed">
            {t('uploads.earlierPart')}{' '}
            {record.earlierIds.map((id, index) => (
              <Anchor key={id} component={Link} to={`/uploads/${id}`} size="sm" mr={6}>
                {record.earlierIds?.length === 1 ? t('uploads.showIt') : t('uploads.part', { number: index + 1 })}
              </Anchor>
            ))}
          </Text>
        )}
        {hasLink && (
          <Group gap="xs">
            {record.serverId && (
              <Button component={Link} to={`/uploads/${record.serverId}`} size="xs" variant="light">
                {t('uploads.showReceipt')}
              </Button>
            )}
            {batch.isDone && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => uploads.dismiss(batch)}>
                {t('uploads.hide')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

import { Alert, Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { t } from 'i18next';

/** A password or a key that the server keeps no copy of: this is the one time to take it down. */
export function ShownOnce({
  title,
  what,
  secret,
  onClose,
}: {
  title: string;
  what: string;
  secret: string;
  onClose: () => void;
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text size="sm">{what}</Text>
        <Code block data-testid="secret" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {secret}
        </Code>
        <Alert color="yellow" variant="light">
          {t('people.shownOnce')}
        </Alert>
        <Group justify="end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {t(copied ? 'people.copied' : 'people.copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('people.haveIt')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Alert, Button, Checkbox, Container, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { t } from 'i18next';
import { type FormEvent, useState } from 'react';
import { endNotice, signIn } from '../api/session.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { type Entry, emptyEntry, SignInFields } from './sign-in-fields.js';
import { tryEntry } from './try-entry.js';
import { useTitle } from './use-title.js';
import { Wordmark } from './wordmark.js';

/** Asks for a key, or for a name and a password, and tries them before anything is kept. */
export function SignInPage() {
  useTitle(t('signIn.title'));
  const [entry, setEntry] = useState<Entry>(emptyEntry);
  const [remember, setRemember] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState(endNotice());

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const result = await tryEntry(entry);
    setBusy(false);
    if ('key' in result) signIn(result.key, remember, result.person);
    else if ('token' in result) setEntry({ ...entry, ...result, wanted: '' });
    else setError(result.error);
  };

  return (
    <Container component="main" size={440} py={72}>
      <Stack gap="lg">
        <Group justify="space-between">
          <Wordmark />
          <LanguageSwitch />
        </Group>
        <Paper withBorder p="xl">
          <form onSubmit={(event) => void submit(event)}>
            <Stack>
              <Title order={1} size="h2">
                {t(entry.token ? 'signIn.chooseTitle' : 'signIn.title')}
              </Title>
              <Text c="dimmed" size="sm">
                {t(entry.token ? 'signIn.chooseIntro' : 'signIn.intro')}
              </Text>
              {!entry.token && (
                <SegmentedControl
                  aria-label={t('signIn.way')}
                  fullWidth
                  value={entry.way}
                  onChange={(way) => setEntry({ ...entry, way: way as Entry['way'] })}
                  data={[
                    { value: 'key', label: t('signIn.withKey') },
                    { value: 'password', label: t('signIn.withPassword') },
                  ]}
                />
              )}
              <SignInFields entry={entry} onChange={setEntry} />
              <Checkbox
                label={t('signIn.remember')}
                description={t('signIn.rememberHint')}
                checked={remember}
                onChange={(event) => setRemember(event.currentTarget.checked)}
              />
              {error && (
                <Alert color="red" role="alert">
                  {error}
                </Alert>
              )}
              <Button type="submit" loading={isBusy}>
                {t('signIn.title')}
              </Button>
            </Stack>
          </form>
        </Paper>
      </Stack>
    </Container>
  );
}

import { Alert, Button, Checkbox, Container, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { endNotice, signIn } from '../api/session.js';
import { type Entry, emptyEntry, SignInFields } from './sign-in-fields.js';
import { tryEntry } from './try-entry.js';
import { useTitle } from './use-title.js';
import { Wordmark } from './wordmark.js';

/** Asks for a key, or for a name and a password, and tries them before anything is kept. */
export function SignInPage() {
  useTitle('Sign in');
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
        <Wordmark />
        <Paper withBorder p="xl">
          <form onSubmit={(event) => void submit(event)}>
            <Stack>
              <Title order={1} size="h2">
                {entry.token ? 'Choose a password' : 'Sign in'}
              </Title>
              <Text c="dimmed" size="sm">
                {entry.token
                  ? 'The password that you were given works once. Choose one of your own, of 12 characters or more.'
                  : 'Longhand reads handwritten records and finds words in them. You need a key, or a name and a password: ask the person who runs Longhand where you work.'}
              </Text>
              {!entry.token && (
                <SegmentedControl
                  aria-label="How to sign in"
                  fullWidth
                  value={entry.way}
                  onChange={(way) => setEntry({ ...entry, way: way as Entry['way'] })}
                  data={[
                    { value: 'key', label: 'With a key' },
                    { value: 'password', label: 'With a password' },
                  ]}
                />
              )}
              <SignInFields entry={entry} onChange={setEntry} />
              <Checkbox
                label="Stay signed in on this device"
                description="Only where nobody else uses this browser."
                checked={remember}
                onChange={(event) => setRemember(event.currentTarget.checked)}
              />
              {error && (
                <Alert color="red" role="alert">
                  {error}
                </Alert>
              )}
              <Button type="submit" loading={isBusy}>
                Sign in
              </Button>
            </Stack>
          </form>
        </Paper>
      </Stack>
    </Container>
  );
}

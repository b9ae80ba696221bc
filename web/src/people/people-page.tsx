import { Container, Stack, Text, Title } from '@mantine/core';
import { useMe } from '../api/use-me.js';
import { useTitle } from '../shell/use-title.js';
import { KeysSection } from './keys-section.js';
import { PeopleSection } from './people-section.js';

/** Who may come in, and what each may do: for administrators. */
export default function PeoplePage() {
  useTitle('People and keys');
  const me = useMe();
  return (
    <Container size="md" p={0}>
      <Stack gap="xl">
        <Title order={1} size="h2">
          People and keys
        </Title>
        {me && !me.permissions.includes('users.manage') && (
          <Text>Only an administrator can change who comes in. Ask the person who runs Longhand where you work.</Text>
        )}
        {me?.permissions.includes('users.manage') && <PeopleSection />}
        {me?.permissions.includes('keys.manage') && <KeysSection />}
      </Stack>
    </Container>
  );
}

import { PasswordInput, TextInput } from '@mantine/core';
import { t } from 'i18next';

/** What stands in the fields of the sign-in page. */
export interface Entry {
  way: 'key' | 'password';
  key: string;
  name: string;
  password: string;
  /** Set when the password that was given out was right and a new one is needed. */
  token?: string;
  /** Whose token it is. */
  person?: string;
  /** The new one. */
  wanted: string;
}

export const emptyEntry: Entry = { way: 'key', key: '', name: '', password: '', wanted: '' };

interface SignInFieldsProps {
  entry: Entry;
  onChange(entry: Entry): void;
}

export function SignInFields({ entry, onChange }: SignInFieldsProps) {
  if (entry.token) {
    return (
      <PasswordInput
        key="wanted"
        label={t('signIn.newPassword')}
        value={entry.wanted}
        onChange={(event) => onChange({ ...entry, wanted: event.currentTarget.value })}
        autoComplete="new-password"
        minLength={12}
        autoFocus
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
    );
  }
  if (entry.way === 'password') {
    return (
      <>
        <TextInput
          label={t('signIn.name')}
          value={entry.name}
          onChange={(event) => onChange({ ...entry, name: event.currentTarget.value })}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          key="password"
          label={t('signIn.password')}
          value={entry.password}
          onChange={(event) => onChange({ ...entry, password: event.currentTarget.value })}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      </>
    );
  }
  return (
    <PasswordInput
      key="key"
      label={t('signIn.key')}
      placeholder="lh_…"
      value={entry.key}
      onChange={(event) => onChange({ ...entry, key: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
      autoFocus
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showKey') }}
    />
  );
}

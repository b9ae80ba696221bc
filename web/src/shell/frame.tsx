import {
  ActionIcon,
  AppShell,
  Center,
  Group,
  Loader,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { t } from 'i18next';
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { signOut } from '../api/session.js';
import { useMe } from '../api/use-me.js';
import { LanguageSwitch } from '../language/language-switch.js';
import { SendingStrip } from '../uploads/sending-strip.js';
import { Icon } from './icon.js';
import { may } from './may.js';
import { Wordmark } from './wordmark.js';

const places = [
  { to: '/', label: 'search.title', icon: 'search', needs: 'records.read' },
  { to: '/add', label: 'frame.add', icon: 'add', needs: 'records.write' },
  { to: '/camera', label: 'frame.camera', icon: 'camera', needs: 'records.write' },
  { to: '/documents', label: 'frame.documents', icon: 'documents', needs: 'records.read' },
  { to: '/review', label: 'frame.review', icon: 'review', needs: 'words.correct' },
  { to: '/write', label: 'frame.write', icon: 'write', needs: 'records.write' },
] as const;

/** What stands round every page: the name, the ways to go, light or dark, and signing out. */
export function Frame() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  // A new page begins at its top, for the eye and for the keyboard.
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    if (pathname) {
      window.scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [pathname]);

  return (
    <AppShell header={{ height: 56 }} footer={{ height: { base: 60, sm: 0 } }} padding="md">
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Link to="/" className="plain-link" aria-label={t('frame.home')}>
            <Wordmark />
          </Link>
          <nav aria-label={t('frame.main')} className="top-nav">
            <Places />
          </nav>
          <Group gap={4} wrap="nowrap">
            <AuditLink />
            <PeopleLink />
            <SessionsLink />
            <LanguageSwitch />
            <SchemeSwitch />
            <Tooltip label={t('frame.signOut')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('frame.signOut')}
                onClick={() => signOut()}
              >
                <Icon name="leave" />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="main" ref={main} tabIndex={-1} className="main">
        <SendingStrip />
        <Suspense
          fallback={
            <Center h="50vh">
              <Loader aria-label={t('common.loading')} />
            </Center>
          }
        >
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <nav aria-label={t('frame.main')} className="bottom-nav">
          <Places />
        </nav>
      </AppShell.Footer>
    </AppShell>
  );
}

function Places() {
  const me = useMe();
  const shown: Place[] = places.filter(({ needs }) => may(me, needs));
  // An auditor's only place; an administrator finds it at the top, beside the people.
  if (me && !may(me, 'records.read') && may(me, 'audit.read')) shown.push(auditPlace);
  return shown.map(({ to, label, icon }) => (
    <NavLink key={to} to={to} end={to === '/'} className="place">
      <Icon name={icon} />
      <span>{t(label)}</span>
    </NavLink>
  ));
}

const auditPlace = { to: '/audit', label: 'frame.audit', icon: 'clock', needs: 'audit.read' } as const;

type Place = (typeof places)[number] | typeof auditPlace;

/** For those who watch over what is done and have other places as well. */
function AuditLink() {
  const me = useMe();
  if (!may(me, 'audit.read') || !may(me, 'records.read')) return null;
  return (
    <Tooltip label={t('frame.audit')}>
      <ActionIcon component={Link} to="/audit" variant="subtle" color="gray" size="lg" aria-label={t('frame.audit')}>
        <Icon name="clock" />
      </ActionIcon>
    </Tooltip>
  );
}

/** For those who manage access. */
function PeopleLink() {
  if (!useMe()?.permissions.includes('users.manage')) return null;
  return (
    <Tooltip label={t('frame.people')}>
      <ActionIcon component={Link} to="/people" variant="subtle" color="gray" size="lg" aria-label={t('frame.people')}>
        <Icon name="people" />
      </ActionIcon>
    </Tooltip>
  );
}

/** For those who signed in with a password: a key has no sessions. */
function SessionsLink() {
  const me = useMe();
  if (me?.kind !== 'user') return null;
  const label = t('sessions.title');
  // An administrator's row of buttons is too long for a phone.
  const isLong = may(me, 'users.manage');
  return (
    <Tooltip label={label}>
      <ActionIcon
        component={Link}
        to="/sessions"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        {...(isLong && { visibleFrom: 'xs' })}
      >
        <Icon name="device" />
      </ActionIcon>
    </Tooltip>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = t(isDark ? 'frame.lightMode' : 'frame.darkMode');
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
      >
        <Icon name={isDark ? 'sun' : 'moon'} />
      </ActionIcon>
    </Tooltip>
  );
}

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
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { signOut } from '../api/session.js';
import { useMe } from '../api/use-me.js';
import { SendingStrip } from '../uploads/sending-strip.js';
import { Icon, type IconName } from './icon.js';
import { may, type AskedPermission } from './may.js';
import { Wordmark } from './wordmark.js';

const places: { to: string; label: string; icon: IconName; needs: AskedPermission }[] = [
  { to: '/', label: 'Search', icon: 'search', needs: 'records.read' },
  { to: '/add', label: 'Add', icon: 'add', needs: 'records.write' },
  { to: '/camera', label: 'Camera', icon: 'camera', needs: 'records.write' },
  { to: '/documents', label: 'Documents', icon: 'documents', needs: 'records.read' },
  { to: '/review', label: 'Review', icon: 'review', needs: 'words.correct' },
  { to: '/write', label: 'Write', icon: 'write', needs: 'records.write' },
];

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
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Link to="/" className="plain-link" aria-label="Longhand, to the search">
            <Wordmark />
          </Link>
          <nav aria-label="Main" className="top-nav">
            <Places />
          </nav>
          <Group gap="xs" wrap="nowrap">
            <AuditLink />
            <PeopleLink />
            <SchemeSwitch />
            <Tooltip label="Sign out">
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" onClick={() => signOut()}>
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
              <Loader aria-label="Loading" />
            </Center>
          }
        >
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <nav aria-label="Main" className="bottom-nav">
          <Places />
        </nav>
      </AppShell.Footer>
    </AppShell>
  );
}

function Places() {
  const me = useMe();
  const shown = places.filter(({ needs }) => may(me, needs));
  // An auditor's only place; an administrator finds it at the top, beside the people.
  if (me && !may(me, 'records.read') && may(me, 'audit.read')) shown.push(auditPlace);
  return shown.map(({ to, label, icon }) => (
    <NavLink key={to} to={to} end={to === '/'} className="place">
      <Icon name={icon} />
      <span>{label}</span>
    </NavLink>
  ));
}

const auditPlace = { to: '/audit', label: 'Audit', icon: 'clock', needs: 'audit.read' } as const;

/** For those who watch over what is done and have other places as well. */
function AuditLink() {
  const me = useMe();
  if (!may(me, 'audit.read') || !may(me, 'records.read')) return null;
  return (
    <Tooltip label="Audit">
      <ActionIcon component={Link} to="/audit" variant="subtle" color="gray" size="lg" aria-label="Audit">
        <Icon name="clock" />
      </ActionIcon>
    </Tooltip>
  );
}

/** For those who may say who comes in. */
function PeopleLink() {
  if (!useMe()?.permissions.includes('users.manage')) return null;
  return (
    <Tooltip label="People and keys">
      <ActionIcon component={Link} to="/people" variant="subtle" color="gray" size="lg" aria-label="People and keys">
        <Icon name="people" />
      </ActionIcon>
    </Tooltip>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const label = isDark ? 'Light colours' : 'Dark colours';
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

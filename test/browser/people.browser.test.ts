import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LaunchedSystem } from '../e2e/launched-system.js';
import { describeInBrowser, launchChromium } from './chromium.js';
import { Visitor } from './visitor.js';

const person = 'ada.nurse';
const ownPassword = 'a long walk by the sea';

describeInBrowser('people and keys in Chromium', () => {
  let system: LaunchedSystem;
  let browser: Browser;
  let admin: Visitor;

  beforeAll(async () => {
    browser = await launchChromium();
    system = await LaunchedSystem.start();
    admin = await Visitor.arrive(browser, system.url, { viewport: { width: 1280, height: 820 } });
    await admin.open(`/#key=${system.apiKey}`);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  const secret = async () => (await admin.page.getByTestId('secret').textContent())?.trim() ?? '';

  const signIn = async (password: string, next?: string) => {
    const guest = await Visitor.arrive(browser, system.url, { viewport: { width: 390, height: 844 } });
    await guest.open('/');
    const { page } = guest;
    await page.getByText('With a password').click();
    await page.getByLabel('Your name').fill(person);
    await page.getByLabel('Your password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (next) {
      await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
      await page.getByLabel('New password').fill(next);
      await page.getByRole('button', { name: 'Sign in' }).click();
    }
    return guest;
  };

  it('an administrator lets somebody in, who chooses a password and finds no way to this page', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: 'People and keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'People and keys' }).waitFor();
    await page.getByText('Nobody signs in with a password yet').waitFor();
    await admin.expectAccessible('people, nobody yet');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByLabel('Sign-in name').fill('two words');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(admin.complaints.splice(0).filter((text) => !text.includes('400'))).toEqual([]);
    await page.getByLabel('Sign-in name').fill(person);
    await admin.expectAccessible('adding a person');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('It is shown only once.', { exact: false }).waitFor();
    await admin.expectAccessible('a password, shown once');
    const given = await secret();
    await page.getByRole('button', { name: 'I have noted it' }).click();
    await page.getByText('Has not chosen a password yet').waitFor();

    const guest = await signIn(given, ownPassword);
    await guest.page.getByRole('heading', { name: 'Search' }).waitFor();
    await guest.open('/people');
    await guest.page.getByText('Only an administrator can manage access.', { exact: false }).waitFor();
    expect(await guest.page.getByRole('link', { name: 'People and keys' }).count()).toBe(0);
    await guest.expectAccessible('people, for a clerk on a phone');
    await guest.page.getByRole('link', { name: 'Where you are signed in' }).click();
    await guest.page.getByText('This device').waitFor();
    await guest.page.getByText('You are signed in nowhere else.').waitFor();
    expect(guest.complaints).toEqual([]);
    const elsewhere = await signIn(ownPassword);
    await elsewhere.page.getByRole('link', { name: 'Where you are signed in' }).click();
    await elsewhere.page.getByRole('button', { name: 'Sign out everywhere else' }).waitFor();
    await elsewhere.expectAccessible('where a clerk is signed in');
    await elsewhere.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await elsewhere.page.getByText('You are signed in nowhere else.').waitFor();
    await guest.page.getByRole('link', { name: 'Documents', exact: true }).click();
    await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await elsewhere.leave();
    await guest.leave();
  });

  it('makes a key, shown once, and revokes it after asking', async () => {
    const { page } = admin;
    const keys = page.getByRole('list', { name: 'Keys' });
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('What it is for').fill('scanner in room 3');
    await page.getByRole('button', { name: 'Make', exact: true }).click();
    const key = await secret();
    const ask = () => fetch(`${system.url}/v1/batches`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask()).status).toBe(200);
    await page.getByRole('button', { name: 'I have noted it' }).click();
    await admin.expectAccessible('people and keys');
    await admin.picture('people');
    await page.getByRole('button', { name: 'Revoke scanner in room 3' }).click();
    await page.getByText('Programs that use it stop working at once.').waitFor();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await keys.getByText(/^Revoked/).waitFor();
    expect((await ask()).status).toBe(401);
  });

  it('changes a role, gives a new password, and locks out at once', async () => {
    const { page } = admin;
    await page.getByRole('combobox', { name: `Role of ${person}` }).click();
    await page.getByRole('option', { name: 'Reviewer' }).click();
    await page.getByText('Does what a clerk does, and corrects words.').waitFor();
    await page.getByRole('button', { name: `New password for ${person}` }).click();
    const given = await secret();
    await page.getByRole('button', { name: 'I have noted it' }).click();
    const guest = await signIn(given, ownPassword);
    await guest.page.getByRole('heading', { name: 'Search' }).waitFor();
    await page.getByRole('button', { name: `Lock out: ${person}` }).click();
    await page.getByText('Cannot sign in').waitFor();
    // The place itself may never be shown: the first answer sends the person to the sign-in.
    await guest.page.getByRole('link', { name: 'Documents', exact: true }).click();
    await guest.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await guest.leave();
    await page.getByRole('button', { name: `Restore access: ${person}` }).click();
    await page.getByRole('button', { name: `Lock out: ${person}` }).waitFor();
    expect(admin.complaints).toEqual([]);
  });

  it('fits on a phone, in dark colours', async () => {
    const { context, page } = admin;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await admin.expectAccessible('people on a phone');
    await admin.picture('phone-people');
    await context.close();
  });
});

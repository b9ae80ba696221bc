import { Kbd } from '@mantine/core';
import i18next from 'i18next';
import { Trans } from 'react-i18next/TransWithoutContext';
import { Link } from 'react-router';

/** What the tags in sentences of the catalogue stand for. */
const parts = {
  add: <Link to="/add" />,
  b: <b />,
  camera: <Link to="/camera" />,
  key: <Kbd size="xs" />,
  review: <Link to="/review" />,
};

type RichKey =
  | 'documents.noneText'
  | 'review.shortcuts'
  | 'search.nothingText'
  | 'search.welcomeText'
  | 'viewer.drawHint'
  | 'viewer.enterSaves';

/** A sentence of the catalogue with links, keys or bold words in it. */
export function Rich({ i18nKey }: { i18nKey: RichKey }) {
  return <Trans i18n={i18next} i18nKey={i18nKey} components={parts} />;
}
